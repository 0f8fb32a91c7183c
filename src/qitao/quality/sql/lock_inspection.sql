-- Lock an inspection.
-- index: quality_inspection_pkey
SELECT id FROM quality_inspection WHERE id = %(inspection)s::bigint FOR NO KEY UPDATE
