-- What approved orders will still bring: not yet received, or waiting for inspection.
-- index: trade_purchase_order_pkey, trade_purchase_line_once
SELECT o.id AS "order", l.id AS line, o.number AS label, o.plant_id AS plant,
       l.material_id AS material,
       greatest(l.ordered - l.received, 0) + l.received - l.rejected - l.stocked AS quantity,
       l.expected_on
FROM trade_purchase_order o
JOIN trade_purchase_line l ON l.order_id = o.id
WHERE o.id = ANY (%(orders)s::bigint[]) AND o.state = 'approved'
  AND greatest(l.ordered - l.received, 0) + l.received - l.rejected - l.stocked > 0
ORDER BY o.id, l.line
