-- The operations of an order.
-- index: production_operation_sequence
SELECT id FROM production_orderoperation WHERE order_id = %(order)s::bigint ORDER BY sequence
LIMIT 1000
