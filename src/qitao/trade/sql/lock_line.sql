-- Lock a line's order and read the line.
-- index: trade_purchase_line_pkey, trade_purchase_order_pkey
WITH locked AS MATERIALIZED (
    SELECT o.* FROM trade_purchase_order o
    WHERE o.id = (SELECT order_id FROM trade_purchase_line WHERE id = %(line)s::bigint)
    FOR NO KEY UPDATE
)
SELECT l.id, o.id AS order, o.number, o.plant_id AS plant, o.state, l.line,
       l.material_id AS material, m.code AS material_code, m.lot_tracked, l.ordered, l.received,
       l.rejected, l.stocked
FROM locked o
JOIN trade_purchase_line l ON l.id = %(line)s::bigint
JOIN catalog_material m ON m.id = l.material_id
