-- Lock the order of a return.
-- index: trade_supplier_return_pkey, trade_purchase_order_pkey
SELECT o.id FROM trade_purchase_order o
WHERE o.id = (SELECT l.order_id FROM trade_supplier_return r
              JOIN trade_purchase_line l ON l.id = r.line_id
              WHERE r.id = %(supplier_return)s::bigint)
FOR NO KEY UPDATE
