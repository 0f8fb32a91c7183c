-- Which conversions hold between units for some materials and in general.
-- index: catalog_unitconversion_once
SELECT f.code AS from_unit, t.code AS to_unit, m.code AS material, v.factor
FROM catalog_unitconversion v
JOIN catalog_unit f ON f.id = v.from_unit_id
JOIN catalog_unit t ON t.id = v.to_unit_id
LEFT JOIN catalog_material m ON m.id = v.material_id
WHERE v.material_id IS NULL OR m.code = ANY (%(materials)s::text[])
