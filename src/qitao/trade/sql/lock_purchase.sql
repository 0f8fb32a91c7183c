-- Lock one purchase order.
-- index: trade_purchase_order_pkey
SELECT id, number, plant_id AS plant, partner_id AS partner, state
FROM trade_purchase_order WHERE id = %(order)s::bigint FOR NO KEY UPDATE
