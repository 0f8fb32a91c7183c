-- Which conversions hold between units for some materials and in general.
-- index: catalog_unitconversion_material_id_43529839, catalog_material_code_key
SELECT f.code AS from_unit, t.code AS to_unit, v.material, v.factor
FROM (
    SELECT c.from_unit_id, c.to_unit_id, c.factor, NULL AS material
    FROM catalog_unitconversion c WHERE c.material_id IS NULL
    UNION ALL
    SELECT c.from_unit_id, c.to_unit_id, c.factor, m.code
    FROM catalog_material m JOIN catalog_unitconversion c ON c.material_id = m.id
    WHERE m.code = ANY (%(materials)s::text[])
) v
JOIN catalog_unit f ON f.id = v.from_unit_id
JOIN catalog_unit t ON t.id = v.to_unit_id
