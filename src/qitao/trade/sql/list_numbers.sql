-- The numbers of purchase orders, and those that receipts and returns belong to.
-- index: trade_purchase_order_pkey, trade_purchase_receipt_pkey, trade_supplier_return_pkey
SELECT 'purchase_order' AS noun, o.id, o.id AS purchase, o.number
FROM trade_purchase_order o WHERE o.id = ANY (%(orders)s::bigint[])
UNION ALL
SELECT 'purchase_receipt', r.id, o.id, o.number
FROM trade_purchase_receipt r
JOIN trade_purchase_line l ON l.id = r.line_id
JOIN trade_purchase_order o ON o.id = l.order_id
WHERE r.id = ANY (%(receipts)s::bigint[])
UNION ALL
SELECT 'supplier_return', r.id, o.id, o.number
FROM trade_supplier_return r
JOIN trade_purchase_line l ON l.id = r.line_id
JOIN trade_purchase_order o ON o.id = l.order_id
WHERE r.id = ANY (%(returns)s::bigint[])
