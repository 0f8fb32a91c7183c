-- The returns of an order, the newest first.
-- index: trade_purchase_line_order_id_98ec0b99, trade_supplier_return_line_id_7e2f309f
SELECT r.id, r.line_id AS line, r.quantity, r.expected_again, c.code AS location, o.code AS lot,
       coalesce(r.slip, '') AS slip, r.reason, r.happened_at, r.undone_at
FROM trade_purchase_line l
JOIN trade_supplier_return r ON r.line_id = l.id
JOIN catalog_location c ON c.id = r.location_id
LEFT JOIN stock_lot o ON o.id = r.lot_id
WHERE l.order_id = %(order)s::bigint
ORDER BY r.id DESC
LIMIT %(limit)s
