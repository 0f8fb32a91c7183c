-- The plants that sources belong to.
-- index: kitting_verdict_pkey
SELECT DISTINCT plant_id
FROM kitting_verdict
WHERE source_type = %(source_type)s::text AND source_id = ANY (%(source_ids)s::bigint[])
ORDER BY plant_id
