-- The receipt of finished goods that a movement belongs to.
-- index: stock_movement_pkey, production_receipt_order
SELECT r.id
FROM stock_movement m
JOIN production_receipt r ON r.order_id = m.document_id AND m.posting_key = 'receipt:' || r.id
WHERE m.id = %(movement)s::bigint AND m.document_type = %(document_type)s AND m.kind = 'output'
