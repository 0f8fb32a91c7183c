-- The lines of an order.
-- index: trade_purchase_line_once
SELECT l.id, l.line, l.material_id AS material, m.code, m.name, m.name_en, u.code AS unit, l.ordered,
       l.received, l.rejected, l.stocked, l.unit_price, l.expected_on
FROM trade_purchase_line l
JOIN catalog_material m ON m.id = l.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE l.order_id = %(order)s::bigint
ORDER BY l.line
LIMIT %(limit)s::int
