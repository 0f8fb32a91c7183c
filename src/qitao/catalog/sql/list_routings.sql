-- Routing versions, of a material, of plants or all.
-- index: catalog_routing_version, catalog_routing_pkey, catalog_operation_name
-- plan: custom
SELECT r.id, r.material_id, m.code AS material, m.name AS material_name,
       m.name_en AS material_name_en, r.plant_id,
       p.code AS plant, r.version, r.state, r.effective_from, r.effective_to, r.note,
       (SELECT count(*) FROM catalog_routingoperation o WHERE o.routing_id = r.id) AS operations,
       r.revision
FROM catalog_routing r
JOIN catalog_material m ON m.id = r.material_id
JOIN people_plant p ON p.id = r.plant_id
WHERE (%(routing)s::bigint IS NULL OR r.id = %(routing)s::bigint)
  AND (%(material)s::bigint IS NULL OR r.material_id = %(material)s::bigint)
  AND (%(plants)s::bigint[] IS NULL OR r.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(operation)s::text IS NULL OR r.id = ANY (ARRAY(
          SELECT o.routing_id FROM catalog_routingoperation o
          WHERE o.name = %(operation)s::text)))
  AND (%(state)s::text IS NULL OR r.state = %(state)s::text)
  AND (%(search)s::text IS NULL OR (
          catalog_pairs(m.search_text) @> catalog_pairs(lower(%(search)s::text))
          AND m.search_text LIKE ALL (%(patterns)s::text[])))
