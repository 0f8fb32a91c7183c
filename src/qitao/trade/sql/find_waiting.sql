-- A receipt whose goods still wait in a place for their inspection, of whichever order.
-- index: trade_purchase_receipt_location_id_9f09066a, trade_purchase_line_pkey
SELECT r.slip, o.number, l.line
FROM trade_purchase_receipt r
JOIN trade_purchase_line l ON l.id = r.line_id AND l.material_id = %(material)s::bigint
JOIN trade_purchase_order o ON o.id = l.order_id
WHERE r.location_id = %(location)s::bigint AND r.state = 'waiting'
  AND (%(lot)s::bigint IS NULL OR r.lot_id = %(lot)s::bigint)
ORDER BY r.id
LIMIT 1
