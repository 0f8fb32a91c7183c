-- The receipt of finished goods that a movement belongs to.
-- index: stock_movement_pkey, production_receipt_order
SELECT r.id
FROM stock_movement m
CROSS JOIN LATERAL (
    SELECT x.id FROM production_receipt x
    WHERE x.order_id = m.document_id AND m.posting_key = 'receipt:' || x.id LIMIT 1
) r
WHERE m.id = %(movement)s::bigint AND m.document_type = %(document_type)s AND m.kind = 'output'
