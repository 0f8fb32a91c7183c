-- The lines, receipts and returns of some purchases, to find what was done to them.
-- index: trade_purchase_line_once, trade_purchase_receipt_line_id_83acf7ef, trade_supplier_return_line_id_7e2f309f
-- plan: custom
WITH lines AS MATERIALIZED (
    SELECT id FROM trade_purchase_line WHERE order_id = ANY (%(orders)s::bigint[])
)
SELECT 'purchase_line' AS noun, l.id FROM lines l
UNION ALL
SELECT 'purchase_receipt', r.id FROM lines l JOIN trade_purchase_receipt r ON r.line_id = l.id
UNION ALL
SELECT 'supplier_return', r.id FROM lines l JOIN trade_supplier_return r ON r.line_id = l.id
LIMIT %(limit)s::int
