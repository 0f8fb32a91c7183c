-- What approved orders will still bring.
-- index: trade_purchase_order_pkey, trade_purchase_line_once
SELECT o.id AS order, o.number, l.line, o.plant_id AS plant, l.material_id AS material,
       l.ordered - l.received AS rest, l.expected_on
FROM trade_purchase_order o
JOIN trade_purchase_line l ON l.order_id = o.id
WHERE o.id = ANY (%(orders)s::bigint[]) AND o.state = 'approved' AND l.ordered > l.received
ORDER BY o.id, l.line
