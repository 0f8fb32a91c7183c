-- Lock an order.
-- index: trade_purchase_order_pkey
SELECT id FROM trade_purchase_order WHERE id = %(order)s::bigint FOR NO KEY UPDATE
