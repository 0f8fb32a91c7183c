-- Read, without a lock, the operations of an order before which no reported one stands.
-- index: production_workorder_pkey, production_operation_sequence
SELECT * FROM production_operation_row r
WHERE r.order = %(order)s::bigint AND r.previous_good IS NULL
ORDER BY r.sequence
