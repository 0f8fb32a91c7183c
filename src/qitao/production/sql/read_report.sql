-- Read, without a lock, a report and whether it was undone.
-- index: production_report_pkey
SELECT r.id, r.operation_id AS operation, p.order_id AS order, r.good, r.scrap, r.rework,
       r.scrap_reason_id AS scrap_reason, r.is_rework, r.operator_id AS operator,
       r.machine_id AS machine, r.happened_at, r.reverses_id AS reverses,
       EXISTS (SELECT 1 FROM production_report x WHERE x.reverses_id = r.id) AS undone
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
WHERE r.id = %(report)s::bigint
