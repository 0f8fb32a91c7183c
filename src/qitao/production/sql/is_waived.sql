-- Whether a gate was waived for an order.
-- index: production_waiver_once
SELECT EXISTS (SELECT 1 FROM production_gatewaiver
               WHERE order_id = %(order)s::bigint AND gate = %(gate)s::text)
