-- The material lines of an order, locked with their order.
-- index: production_material_line
SELECT om.id, om.line, om.material_id AS material, m.code, m.name, m.name_en,
       u.name AS unit,
       coalesce(nullif(u.name_en, ''), u.code) AS unit_en, m.lot_tracked,
       m.serial_tracked, om.operation_sequence, om.per_unit, om.required, om.issued, om.returned,
       om.backflush, om.substitute_for_id AS substitute_for, u.decimals
FROM production_ordermaterial om
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE om.order_id = %(order)s::bigint
ORDER BY om.line
LIMIT 1000
