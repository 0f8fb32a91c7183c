-- Let a part of an order pass the gates that the order was let through.
-- index: production_waiver_once
INSERT INTO production_gatewaiver (order_id, gate, reason, user_id, user_name)
SELECT %(part)s::bigint, w.gate, w.reason, w.user_id, w.user_name
FROM production_gatewaiver w WHERE w.order_id = %(order)s::bigint
