-- Let a return count no more: its goods are stocked again.
-- index: trade_supplier_return_pkey, trade_purchase_line_pkey
WITH back AS (
    UPDATE trade_supplier_return SET undone_at = %(at)s::timestamptz, slip = NULL
    WHERE id = %(supplier_return)s::bigint
    RETURNING line_id, quantity, expected_again
)
UPDATE trade_purchase_line l
SET stocked = l.stocked + b.quantity,
    received = l.received + CASE WHEN b.expected_again THEN b.quantity ELSE 0 END,
    rejected = l.rejected - CASE WHEN b.expected_again THEN 0 ELSE b.quantity END
FROM back b WHERE l.id = b.line_id
