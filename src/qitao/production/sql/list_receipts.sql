-- The receipts of an order's finished goods, the newest first; counter-receipts are left out.
-- index: production_receipt_order, stock_movement_once, stock_movement_reversed_once
SELECT r.id, r.quantity, c.code AS location_code, r.lot_code, coalesce(r.slip, '') AS slip,
       r.happened_at,
       EXISTS (SELECT FROM stock_movement m JOIN stock_movement v ON v.reverses_id = m.id
               WHERE m.posting_key = 'receipt:' || r.id AND m.line = 1) AS undone
FROM production_receipt r
JOIN catalog_location c ON c.id = r.location_id
WHERE r.order_id = %(order)s::bigint AND r.quantity > 0
ORDER BY r.id DESC
LIMIT %(limit)s::int
