-- Lock the order of an operation.
-- index: production_workorder_pkey, production_orderoperation_pkey
SELECT o.id FROM production_workorder o
WHERE o.id = (SELECT order_id FROM production_orderoperation WHERE id = %(operation)s::bigint)
FOR NO KEY UPDATE
