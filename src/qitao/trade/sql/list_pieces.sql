-- The single pieces that a receipt brought, in the order of their numbers.
-- index: stock_movement_once, stock_serial_pkey
SELECT n.id, n.code
FROM stock_movement m
JOIN stock_serial n ON n.id = m.serial_id
WHERE m.posting_key = 'purchase_receipt:' || %(receipt)s::bigint
ORDER BY m.line
