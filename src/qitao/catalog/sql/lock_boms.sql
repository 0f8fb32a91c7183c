-- Lock versions in the order of their ids: state and material of each.
-- index: catalog_bom_pkey
SELECT r.id, m.id AS material_id, m.code AS material, r.version, r.state, r.revision,
       0::bigint AS plant_id
FROM catalog_bom r JOIN catalog_material m ON m.id = r.material_id
WHERE r.id = ANY (%(ids)s::bigint[])
ORDER BY r.id
FOR UPDATE OF r
