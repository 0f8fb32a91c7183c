-- How many operations of an order are not finished.
-- index: production_operation_sequence
SELECT count(*) FROM production_orderoperation
WHERE order_id = %(order)s::bigint AND state <> 'finished'
