-- Materials as people write them; all, or those with one of the keys.
-- index: catalog_material_code_key
-- plan: custom
SELECT k.code, k.name, k.name_en, k.spec, k.drawing_no, k.kind, k.lot_tracked, k.serial_tracked,
       k.shelf_life_days, k.safety_stock, k.reorder_point, k.lead_time_days, k.standard_cost,
       k.backflush, k.image, k.active, u.code AS unit, c.code AS "group"
FROM catalog_material AS k
JOIN catalog_unit u ON u.id = k.unit_id
LEFT JOIN catalog_materialgroup c ON c.id = k.group_id
WHERE (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY k.code
