-- Who let an order pass a gate, and why, newest first.
-- index: production_waiver_once
SELECT gate, reason, user_name AS who, recorded_at AS at
FROM production_gatewaiver WHERE order_id = %(order)s::bigint
ORDER BY recorded_at DESC LIMIT 20
