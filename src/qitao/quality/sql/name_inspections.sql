-- The numbers of inspections.
-- index: quality_inspection_pkey
SELECT id, number FROM quality_inspection WHERE id = ANY (%(ids)s::bigint[])
