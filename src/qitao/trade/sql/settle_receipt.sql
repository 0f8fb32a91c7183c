-- Count what was accepted of a waiting receipt as stocked and the rest as rejected.
-- index: trade_purchase_receipt_pkey, trade_purchase_line_pkey
WITH slip AS (
    UPDATE trade_purchase_receipt
    SET state = 'stocked', rejected = rejected + %(returned)s::numeric
    WHERE id = %(receipt)s::bigint
    RETURNING line_id
)
UPDATE trade_purchase_line l
SET stocked = l.stocked + %(accepted)s::numeric, rejected = l.rejected + %(returned)s::numeric
FROM slip s WHERE l.id = s.line_id
