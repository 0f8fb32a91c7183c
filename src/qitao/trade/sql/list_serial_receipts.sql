-- Which receipts brought single pieces.
-- index: stock_movement_once
SELECT r.id
FROM unnest(%(receipts)s::bigint[]) AS r (id)
WHERE EXISTS (
    SELECT FROM stock_movement m
    WHERE m.posting_key = 'purchase_receipt:' || r.id AND m.serial_id IS NOT NULL)
ORDER BY r.id
