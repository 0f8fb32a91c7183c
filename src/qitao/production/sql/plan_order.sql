-- Write the planned times; without an end it follows from the operations' standard times.
-- index: production_workorder_pkey, production_operation_sequence
UPDATE production_workorder o
SET planned_start = %(start)s::timestamptz,
    planned_end = coalesce(%(end)s::timestamptz, %(start)s::timestamptz + (
        SELECT coalesce(sum(p.setup_minutes + p.run_minutes * p.quantity), 0) * interval '1 minute'
        FROM production_orderoperation p WHERE p.order_id = o.id))
WHERE o.id = %(order)s::bigint
