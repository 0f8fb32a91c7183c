-- Let a receipt count no more: what it brought of its line is still to come.
-- index: trade_purchase_receipt_pkey, trade_purchase_line_pkey
WITH slip AS (
    UPDATE trade_purchase_receipt SET state = 'undone' WHERE id = %(receipt)s::bigint
    RETURNING line_id, received, rejected
)
UPDATE trade_purchase_line l
SET received = l.received - s.received, rejected = l.rejected - s.rejected,
    stocked = l.stocked - %(stocked)s::numeric
FROM slip s WHERE l.id = s.line_id
