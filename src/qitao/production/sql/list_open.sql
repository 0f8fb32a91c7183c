-- Read, without a lock, the operations of an order that run, else its first open one.
-- index: production_workorder_pkey, production_operation_sequence
SELECT * FROM production_operation_row
WHERE id IN (
    SELECT p.id FROM production_orderoperation p
    WHERE p.order_id = %(order)s::bigint AND p.state <> 'finished'
    ORDER BY (p.state = 'running') DESC, p.sequence
    LIMIT greatest(1, (SELECT count(*) FROM production_orderoperation r
                       WHERE r.order_id = %(order)s::bigint AND r.state = 'running'))
)
ORDER BY sequence
