-- The operations of an order that require an inspection.
-- index: production_operation_sequence
SELECT id FROM production_orderoperation
WHERE order_id = %(order)s::bigint AND inspection_required
ORDER BY sequence LIMIT 100
