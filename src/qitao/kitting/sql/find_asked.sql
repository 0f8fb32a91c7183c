-- Find orders by what people call them, and plants and materials by their codes.
-- index: kitting_verdict_label, catalog_material_code_key
SELECT 'order' AS what, a.place::int, v.source_type, v.source_id AS id, v.plant_id AS plant
FROM unnest(%(orders)s::text[]) WITH ORDINALITY AS a (label, place)
JOIN kitting_verdict v ON v.label = a.label
UNION ALL
SELECT 'line', a.place::int, '', m.id, p.id
FROM unnest(%(plants)s::text[], %(materials)s::text[])
    WITH ORDINALITY AS a (plant, material, place)
JOIN people_plant p ON p.code = a.plant
JOIN catalog_material m ON m.code = a.material
ORDER BY 1, 2, 3
