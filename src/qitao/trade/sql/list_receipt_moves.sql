-- The movements of a receipt, those not reversed before: in from the supplier, then out of inspection.
-- index: stock_movement_once, stock_movement_reversed_once
SELECT m.id
FROM stock_movement m
WHERE m.posting_key IN ('purchase_receipt:' || %(receipt)s::bigint,
                        'purchase_receipt:' || %(receipt)s::bigint || ':settled')
  AND NOT EXISTS (SELECT FROM stock_movement v WHERE v.reverses_id = m.id)
ORDER BY m.id
