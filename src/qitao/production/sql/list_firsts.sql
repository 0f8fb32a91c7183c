-- Read, without a lock, the operations of an order before which no reported one stands.
-- index: production_workorder_pkey, production_operation_sequence
SELECT * FROM production_operation_row
WHERE id IN (SELECT p.id FROM production_orderoperation p WHERE p.order_id = %(order)s::bigint)
  AND previous_good IS NULL
ORDER BY sequence
