-- The plants that sources belong to.
-- index: kitting_verdict_pkey
SELECT DISTINCT v.plant_id
FROM unnest(%(types)s::text[], %(ids)s::bigint[]) AS s (type, id)
JOIN kitting_verdict v ON v.source_type = s.type AND v.source_id = s.id
ORDER BY v.plant_id
