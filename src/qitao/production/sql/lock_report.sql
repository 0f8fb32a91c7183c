-- A report with its order locked, and whether it was undone.
-- index: production_report_pkey, production_workorder_pkey
WITH locked AS MATERIALIZED (
    SELECT o.id FROM production_workorder o
    WHERE o.id = (SELECT p.order_id FROM production_report r
                  JOIN production_orderoperation p ON p.id = r.operation_id
                  WHERE r.id = %(report)s::bigint)
    FOR NO KEY UPDATE
)
SELECT r.id, r.operation_id AS operation, p.order_id AS order, r.good, r.scrap, r.rework,
       r.scrap_reason_id AS scrap_reason, r.is_rework, r.operator_id AS operator,
       r.machine_id AS machine, r.happened_at, r.reverses_id AS reverses,
       EXISTS (SELECT 1 FROM production_report x WHERE x.reverses_id = r.id) AS undone
FROM locked, production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
WHERE r.id = %(report)s::bigint
