-- Move an order to another state.
-- index: trade_purchase_order_pkey
UPDATE trade_purchase_order SET state = %(state)s, state_since = %(at)s::timestamptz
WHERE id = %(order)s::bigint
