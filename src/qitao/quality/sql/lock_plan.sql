-- Lock a plan's code, so that its versions change one after the other.
-- index: quality_plan_version
SELECT id FROM quality_plan WHERE code = %(code)s::text ORDER BY version FOR NO KEY UPDATE
