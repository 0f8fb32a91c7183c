-- The lines of a purchase order.
-- index: trade_purchase_line_once
SELECT l.id, o.id AS order, o.number, o.plant_id AS plant, o.state, l.line,
       l.material_id AS material, m.code AS material_code, m.lot_tracked, l.ordered, l.received,
       l.rejected, l.stocked
FROM trade_purchase_line l
JOIN trade_purchase_order o ON o.id = l.order_id
JOIN catalog_material m ON m.id = l.material_id
WHERE l.order_id = %(order)s::bigint ORDER BY l.line LIMIT 1000
