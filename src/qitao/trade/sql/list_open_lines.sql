-- What approved orders will still bring: not yet received, or waiting for inspection.
-- index: trade_purchase_order_pkey, trade_purchase_line_once, trade_receipt_slip_once
SELECT o.id AS "order", l.id AS line, o.number AS label, o.plant_id AS plant,
       l.material_id AS material, q.quantity, l.expected_on
FROM trade_purchase_order o
JOIN trade_purchase_line l ON l.order_id = o.id
CROSS JOIN LATERAL (
    SELECT greatest(l.ordered - l.received, 0) + coalesce((
        SELECT sum(r.received - r.rejected) FROM trade_purchase_receipt r
        WHERE r.line_id = l.id AND r.state = 'waiting'), 0) AS quantity
) q
WHERE o.id = ANY (%(orders)s::bigint[]) AND o.state = 'approved' AND q.quantity > 0
ORDER BY o.id, l.line
