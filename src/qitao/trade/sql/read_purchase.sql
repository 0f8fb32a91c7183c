-- Read an order, and whether anything of it has come or waits for inspection.
-- index: trade_purchase_order_pkey, trade_purchase_line_once
SELECT o.id, o.number, o.plant_id AS plant, o.partner_id AS partner, o.state,
       EXISTS (SELECT FROM trade_purchase_line l WHERE l.order_id = o.id AND l.received > 0)
           AS received,
       EXISTS (SELECT FROM trade_purchase_line l
               JOIN trade_purchase_receipt r ON r.line_id = l.id
               WHERE l.order_id = o.id AND r.state = 'waiting') AS waiting
FROM trade_purchase_order o
WHERE o.id = %(order)s::bigint
