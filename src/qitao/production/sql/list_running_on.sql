-- What runs on machines now, by machine.
-- index: production_period_running
SELECT w.machine_id AS machine, q.id AS operation, o.number, q.name, q.name_en
FROM production_workperiod w
JOIN production_orderoperation q ON q.id = w.operation_id
JOIN production_workorder o ON o.id = q.order_id
WHERE w.machine_id = ANY (%(machines)s::bigint[]) AND w.ended_at IS NULL
ORDER BY w.machine_id, w.id
