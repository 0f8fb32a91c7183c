-- The orders that parts of orders belong to: operations, slips, reports, receipts.
-- index: production_orderoperation_pkey, production_requisition_pkey, production_report_pkey, production_receipt_pkey
SELECT 'order_operation' AS noun, p.id, o.number, p.sequence, p.name, p.name_en
FROM production_orderoperation p JOIN production_workorder o ON o.id = p.order_id
WHERE p.id = ANY (%(operations)s::bigint[])
UNION ALL
SELECT 'requisition', r.id, o.number, NULL, '', ''
FROM production_requisition r JOIN production_workorder o ON o.id = r.order_id
WHERE r.id = ANY (%(requisitions)s::bigint[])
UNION ALL
SELECT 'report', r.id, o.number, p.sequence, p.name, p.name_en
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
JOIN production_workorder o ON o.id = p.order_id
WHERE r.id = ANY (%(reports)s::bigint[])
UNION ALL
SELECT 'receipt', r.id, o.number, NULL, '', ''
FROM production_receipt r JOIN production_workorder o ON o.id = r.order_id
WHERE r.id = ANY (%(receipts)s::bigint[])
