-- A receipt of finished goods with the movements that brought them in, one a piece with serials.
-- index: production_receipt_pkey, stock_movement_once
SELECT r.id, r.order_id AS order, r.quantity, r.location_id AS location, r.lot_code, m.movements,
       m.lot
FROM production_receipt r
CROSS JOIN LATERAL (
    SELECT array_agg(s.id ORDER BY s.line) AS movements, min(s.lot_id) AS lot
    FROM stock_movement s WHERE s.posting_key = 'receipt:' || r.id
) m
WHERE r.id = %(receipt)s::bigint AND m.movements IS NOT NULL
