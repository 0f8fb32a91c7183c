-- Lock the order of a line.
-- index: trade_purchase_line_pkey, trade_purchase_order_pkey
SELECT o.id FROM trade_purchase_order o
WHERE o.id = (SELECT order_id FROM trade_purchase_line WHERE id = %(line)s::bigint)
FOR NO KEY UPDATE
