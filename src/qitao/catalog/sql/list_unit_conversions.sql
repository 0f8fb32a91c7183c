-- What units are worth in others, in general or for a material.
-- index: catalog_unitconversion_material_id_43529839, catalog_unitconversion_pkey
-- plan: custom
SELECT v.id, f.code AS from_unit, t.code AS to_unit, v.factor, v.material_id,
       coalesce(m.code, '') AS material
FROM catalog_unitconversion v
JOIN catalog_unit f ON f.id = v.from_unit_id
JOIN catalog_unit t ON t.id = v.to_unit_id
LEFT JOIN catalog_material m ON m.id = v.material_id
WHERE (%(material)s::bigint IS NULL OR v.material_id = %(material)s::bigint)
