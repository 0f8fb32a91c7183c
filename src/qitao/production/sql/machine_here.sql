-- Whether a machine may do an operation, and what else runs on it.
-- index: catalog_machine_pkey, production_period_running
SELECT m.id, m.code, m.state, m.work_centre_id = p.work_centre_id AS here,
       (SELECT o.number FROM production_workperiod w
        JOIN production_orderoperation q ON q.id = w.operation_id
        JOIN production_workorder o ON o.id = q.order_id
        WHERE w.machine_id = m.id AND w.ended_at IS NULL AND w.operation_id <> p.id
        LIMIT 1) AS busy_with
FROM catalog_machine m, production_orderoperation p
WHERE m.id = %(machine)s::bigint AND p.id = %(operation)s::bigint
