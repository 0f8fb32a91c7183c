-- Read what undoing a return asks for.
-- index: trade_supplier_return_pkey, trade_purchase_order_pkey
SELECT r.id, l.id AS line, l.line AS line_number, m.code AS material_code, o.id AS "order", o.number, o.plant_id AS plant, r.quantity,
       r.expected_again, o.state AS purchase_state, r.undone_at IS NOT NULL AS undone,
       l.ordered - l.received AS rest
FROM trade_supplier_return r
JOIN trade_purchase_line l ON l.id = r.line_id
JOIN trade_purchase_order o ON o.id = l.order_id
JOIN catalog_material m ON m.id = l.material_id
WHERE r.id = %(supplier_return)s::bigint
