-- Versions of plans with their heads.
-- index: quality_plan_version, catalog_operation_name
SELECT p.id, p.code, p.version, p.name, p.name_en, p.kind, p.plant_id AS plant, p.material_id AS material,
       m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, p.operation_sequence, p.operation_name,
       coalesce((SELECT o.name_en FROM catalog_routingoperation o WHERE o.name = p.operation_name
                 ORDER BY o.name, o.name_en DESC LIMIT 1), '') AS operation_name_en, p.state, p.blocking, p.sampling, p.sample_count, p.sample_percent, p.aql, p.level,
       p.created_at, p.published_at,
       (SELECT count(*) FROM quality_plan_characteristic c WHERE c.plan_id = p.id)::int
           AS characteristics
FROM quality_plan p
LEFT JOIN catalog_material m ON m.id = p.material_id
WHERE (%(ids)s::bigint[] IS NULL OR p.id = ANY (%(ids)s::bigint[]))
  AND (%(plants)s::bigint[] IS NULL OR p.plant_id IS NULL
       OR p.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(states)s::text[] IS NULL OR p.state = ANY (%(states)s::text[]))
  AND (%(material)s::bigint IS NULL OR p.material_id = %(material)s::bigint)
  AND (%(words)s::text IS NULL OR p.code ILIKE %(words)s::text OR p.name ILIKE %(words)s::text
       OR p.name_en ILIKE %(words)s::text)
ORDER BY p.code, p.version DESC
OFFSET %(offset)s::int LIMIT %(limit)s::int
