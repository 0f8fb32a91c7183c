-- The last reports of some operations, newest first; counter-reports are left out.
-- index: production_report_operation
SELECT r.id, r.operation_id AS operation, r.good, r.scrap, r.rework, r.is_rework,
       w.name AS operator_name, r.happened_at,
       EXISTS (SELECT 1 FROM production_report x WHERE x.reverses_id = r.id) AS undone
FROM unnest(%(operations)s::bigint[]) AS asked (operation)
CROSS JOIN LATERAL (
    SELECT * FROM production_report l
    WHERE l.operation_id = asked.operation AND l.reverses_id IS NULL
    ORDER BY l.id DESC LIMIT %(each)s
) r
LEFT JOIN people_user w ON w.id = r.operator_id
ORDER BY r.id DESC
