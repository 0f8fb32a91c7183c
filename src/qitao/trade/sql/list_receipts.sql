-- The receipts of an order, the newest first.
-- index: trade_purchase_line_order_id_98ec0b99, trade_purchase_receipt_line_id_83acf7ef
SELECT r.id, r.line_id AS line, r.slip, r.received, r.rejected, c.code AS location, o.code AS lot,
       r.state, r.happened_at
FROM trade_purchase_line l
JOIN trade_purchase_receipt r ON r.line_id = l.id
JOIN catalog_location c ON c.id = r.location_id
LEFT JOIN stock_lot o ON o.id = r.lot_id
WHERE l.order_id = %(order)s::bigint
ORDER BY r.id DESC
LIMIT %(limit)s::int
