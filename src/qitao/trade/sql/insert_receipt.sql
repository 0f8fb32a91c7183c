-- Write a receipt and add it to its line.
-- index: trade_purchase_line_pkey
WITH counted AS (
    UPDATE trade_purchase_line
    SET received = received + %(received)s::numeric, rejected = rejected + %(rejected)s::numeric,
        stocked = stocked + %(received)s::numeric - %(rejected)s::numeric
    WHERE id = %(line)s::bigint
)
INSERT INTO trade_purchase_receipt
    (line_id, slip, received, rejected, location_id, lot_id, state, happened_at)
VALUES (%(line)s::bigint, %(slip)s::text, %(received)s::numeric, %(rejected)s::numeric,
        %(location)s::bigint, %(lot)s::bigint, 'stocked', %(happened_at)s::timestamptz)
RETURNING id
