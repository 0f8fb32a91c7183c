-- Write a return and take it off its line; none where the slip was used before.
-- index: trade_supplier_return_slip_key, trade_purchase_line_pkey
-- Goods that are expected again count as if they had not come; the others as rejected.
WITH back AS (
    INSERT INTO trade_supplier_return (line_id, quantity, expected_again, location_id, lot_id, slip,
                                       reason, happened_at)
    VALUES (%(line)s::bigint, %(quantity)s::numeric, %(again)s::boolean, %(location)s::bigint,
            %(lot)s::bigint, %(slip)s::text, %(reason)s, %(happened_at)s::timestamptz)
    ON CONFLICT (slip) DO NOTHING
    RETURNING id, line_id, quantity, expected_again
), taken AS (
    UPDATE trade_purchase_line l
    SET stocked = l.stocked - b.quantity,
        received = l.received - CASE WHEN b.expected_again THEN b.quantity ELSE 0 END,
        rejected = l.rejected + CASE WHEN b.expected_again THEN 0 ELSE b.quantity END
    FROM back b WHERE l.id = b.line_id
)
SELECT id FROM back
