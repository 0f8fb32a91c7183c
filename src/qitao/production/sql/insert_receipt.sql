-- Write a receipt of finished goods and add it to its order.
-- index: production_workorder_pkey
WITH counted AS (
    UPDATE production_workorder SET received = received + %(quantity)s::numeric
    WHERE id = %(order)s::bigint
)
INSERT INTO production_receipt (order_id, quantity, location_id, lot_code, slip, happened_at)
VALUES (%(order)s::bigint, %(quantity)s::numeric, %(location)s::bigint, %(lot_code)s::text,
        %(slip)s::text, %(happened_at)s::timestamptz)
RETURNING id
