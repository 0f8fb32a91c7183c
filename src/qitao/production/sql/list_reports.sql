-- Reports of an order or an operator, newest first.
-- index: production_report_operation, production_report_operator
-- plan: custom
SELECT r.id, r.operation_id AS operation, p.sequence, p.name AS operation_name, p.name_en AS operation_name_en,
       o.number, r.good, r.scrap, r.rework, s.name AS scrap_reason,
       s.name_en AS scrap_reason_en,
       w.name AS operator_name, c.code AS machine_code, r.happened_at, r.recorded_at,
       EXISTS (SELECT 1 FROM production_report x WHERE x.reverses_id = r.id) AS undone,
       r.reverses_id AS reverses, r.note
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
JOIN production_workorder o ON o.id = p.order_id
LEFT JOIN catalog_scrapreason s ON s.id = r.scrap_reason_id
LEFT JOIN people_user w ON w.id = r.operator_id
LEFT JOIN catalog_machine c ON c.id = r.machine_id
WHERE (%(order)s::bigint IS NULL OR p.order_id = %(order)s::bigint)
  AND (%(operator)s::bigint IS NULL OR r.operator_id = %(operator)s::bigint)
  AND (%(before)s::bigint IS NULL OR r.id < %(before)s::bigint)
ORDER BY r.id DESC LIMIT %(limit)s
