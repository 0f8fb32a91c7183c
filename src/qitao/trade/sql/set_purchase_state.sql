-- Change the state of a purchase order.
-- index: trade_purchase_order_pkey
UPDATE trade_purchase_order SET state = %(state)s::text, state_since = %(at)s::timestamptz
WHERE id = %(order)s::bigint
