-- Write a receipt and add it to its line; none where the slip stands for the line already.
-- index: trade_receipt_slip_once, trade_purchase_line_pkey
WITH slip AS (
    INSERT INTO trade_purchase_receipt (line_id, slip, received, rejected, location_id, lot_id,
                                        state, happened_at)
    VALUES (%(line)s::bigint, %(slip)s, %(received)s::numeric, %(rejected)s::numeric,
            %(location)s::bigint, %(lot)s::bigint, %(state)s, %(happened_at)s::timestamptz)
    ON CONFLICT (line_id, slip) WHERE NOT state = 'undone' DO NOTHING
    RETURNING id, line_id, received, rejected, state
), added AS (
    UPDATE trade_purchase_line l
    SET received = l.received + s.received, rejected = l.rejected + s.rejected,
        stocked = l.stocked + CASE WHEN s.state = 'stocked' THEN s.received - s.rejected ELSE 0 END
    FROM slip s WHERE l.id = s.line_id
)
SELECT id FROM slip
