-- What a report took from the store by backflush.
-- index: production_requisition_report, stock_movement_once
SELECT m.document_line AS line, m.material_id AS material, m.lot_id AS lot,
       m.serial_id AS serial, m.source_id AS location, m.quantity
FROM production_requisition r
CROSS JOIN LATERAL (
    SELECT * FROM stock_movement s WHERE s.posting_key = 'requisition:' || r.id
    ORDER BY s.line LIMIT 1000
) m
WHERE r.report_id = %(report)s::bigint AND r.kind = 'backflush'
ORDER BY m.line
