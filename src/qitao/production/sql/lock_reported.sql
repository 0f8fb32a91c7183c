-- Lock the order of a report.
-- index: production_report_pkey, production_workorder_pkey
SELECT o.id FROM production_workorder o
WHERE o.id = (SELECT p.order_id FROM production_report r
              JOIN production_orderoperation p ON p.id = r.operation_id
              WHERE r.id = %(report)s::bigint)
FOR NO KEY UPDATE
