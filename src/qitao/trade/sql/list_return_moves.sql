-- The movements of a return to a supplier, one a piece where serials are kept.
-- index: stock_movement_once
SELECT id FROM stock_movement
WHERE posting_key = 'supplier_return:' || %(supplier_return)s::bigint
ORDER BY line
