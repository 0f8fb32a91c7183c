-- Let an order pass a gate.
-- index: production_waiver_once
INSERT INTO production_gatewaiver (order_id, gate, reason, user_id, user_name)
VALUES (%(order)s::bigint, %(gate)s::text, %(reason)s::text, %(user)s::bigint,
        %(user_name)s::text)
ON CONFLICT (order_id, gate) DO NOTHING
