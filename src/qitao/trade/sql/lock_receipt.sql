-- Lock the order of a receipt.
-- index: trade_purchase_receipt_pkey, trade_purchase_order_pkey
SELECT o.id FROM trade_purchase_order o
WHERE o.id = (SELECT l.order_id FROM trade_purchase_receipt r
              JOIN trade_purchase_line l ON l.id = r.line_id WHERE r.id = %(receipt)s::bigint)
FOR NO KEY UPDATE
