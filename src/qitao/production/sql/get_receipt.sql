-- A receipt of finished goods with the movement that brought them in.
-- index: production_receipt_pkey, stock_movement_once
SELECT r.id, r.order_id AS order, r.quantity, r.location_id AS location, r.lot_code,
       m.id AS movement, m.lot_id AS lot
FROM production_receipt r
CROSS JOIN LATERAL (
    SELECT s.id, s.lot_id FROM stock_movement s WHERE s.posting_key = 'receipt:' || r.id
    ORDER BY s.line LIMIT 1
) m
WHERE r.id = %(receipt)s::bigint
