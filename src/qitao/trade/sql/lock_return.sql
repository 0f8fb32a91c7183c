-- Lock a return's order and read what undoing asks for.
-- index: trade_supplier_return_pkey, trade_purchase_order_pkey
WITH locked AS MATERIALIZED (
    SELECT o.* FROM trade_purchase_order o
    WHERE o.id = (SELECT l.order_id FROM trade_supplier_return r
                  JOIN trade_purchase_line l ON l.id = r.line_id
                  WHERE r.id = %(supplier_return)s::bigint)
    FOR NO KEY UPDATE
)
SELECT r.id, l.id AS line, l.line AS line_number, m.code AS material_code, o.id AS "order", o.number, o.plant_id AS plant, r.quantity,
       r.expected_again, o.state AS purchase_state, r.undone_at IS NOT NULL AS undone,
       l.ordered - l.received AS rest
FROM trade_supplier_return r
JOIN trade_purchase_line l ON l.id = r.line_id
JOIN locked o ON o.id = l.order_id
JOIN catalog_material m ON m.id = l.material_id
WHERE r.id = %(supplier_return)s::bigint
