-- Inspections that failed and about which nobody has decided, by plant and material.
-- index: quality_inspection_state_id
-- plan: custom
SELECT 'inspection' AS kind, i.plant_id AS plant, coalesce(i.material_id::text, '') AS reference,
       coalesce(min(m.name), min(i.source_label)) AS name,
       coalesce(min(m.name_en), min(i.source_label_en)) AS name_en, coalesce(min(m.code), '') AS code,
       '' AS unit, NULL::numeric AS figure, count(*)::int AS count, min(i.number) AS number,
       min(i.id) AS target, 0 AS others, min(coalesce(i.judged_at, i.since)) AS since,
       max(coalesce(i.judged_at, i.since)) AS newest
FROM quality_inspection i
LEFT JOIN catalog_material m ON m.id = i.material_id
WHERE i.state = 'failed' AND i.disposition IS NULL
  AND NOT EXISTS (SELECT FROM quality_inspection r WHERE r.repeats_id = i.id)
  AND (%(plants)s::bigint[] IS NULL OR i.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY i.plant_id, i.material_id
ORDER BY newest DESC, reference
LIMIT %(limit)s::int
