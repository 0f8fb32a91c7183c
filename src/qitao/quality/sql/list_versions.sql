-- The versions of a plan's code, oldest first.
-- index: quality_plan_version
SELECT id, version, state FROM quality_plan WHERE code = %(code)s::text ORDER BY version
