-- The operations, reports, receipts and dispatches of some orders, to find what was done to them.
-- index: production_operation_sequence, production_report_operation, production_receipt_order, production_dispatch_of
-- plan: custom
WITH operations AS MATERIALIZED (
    SELECT id FROM production_orderoperation WHERE order_id = ANY (%(orders)s::bigint[])
)
SELECT k.noun, p.id FROM operations p
CROSS JOIN (VALUES ('operation'), ('order_operation')) AS k (noun)
UNION ALL
SELECT 'report', r.id FROM operations p JOIN production_report r ON r.operation_id = p.id
UNION ALL
SELECT 'dispatch', d.id FROM operations p JOIN production_dispatch d ON d.operation_id = p.id
UNION ALL
SELECT 'receipt', r.id FROM production_receipt r WHERE r.order_id = ANY (%(orders)s::bigint[])
UNION ALL
SELECT 'requisition', r.id FROM production_requisition r
WHERE r.order_id = ANY (%(orders)s::bigint[])
LIMIT %(limit)s::int
