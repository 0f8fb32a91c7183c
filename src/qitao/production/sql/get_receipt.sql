-- A receipt of finished goods with the movement that brought them in.
-- index: production_receipt_pkey, stock_movement_once
SELECT r.id, r.order_id AS order, r.quantity, r.location_id AS location, r.lot_code,
       m.id AS movement, m.lot_id AS lot
FROM production_receipt r
JOIN stock_movement m ON m.posting_key = 'receipt:' || r.id
WHERE r.id = %(receipt)s::bigint
