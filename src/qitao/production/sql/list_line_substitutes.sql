-- What may stand in for a line's material, best first.
-- index: production_ordermaterial_pkey, catalog_bomsubstitute_once
SELECT s.material_id AS material, m.code, m.name, s.ratio
FROM production_ordermaterial om
JOIN catalog_bomsubstitute s ON s.line_id = om.bom_line_id
JOIN catalog_material m ON m.id = s.material_id AND m.active
WHERE om.id = %(id)s::bigint
ORDER BY s.priority, m.code LIMIT 100
