-- Lock a receipt's order and read what stocking asks for.
-- index: trade_purchase_receipt_pkey, trade_purchase_order_pkey
WITH locked AS MATERIALIZED (
    SELECT o.* FROM trade_purchase_order o
    WHERE o.id = (SELECT l.order_id FROM trade_purchase_receipt r
                  JOIN trade_purchase_line l ON l.id = r.line_id WHERE r.id = %(receipt)s::bigint)
    FOR NO KEY UPDATE
)
SELECT r.id, l.id AS line, o.id AS "order", o.number, o.plant_id AS plant, r.slip,
       l.material_id AS material, r.lot_id AS lot, r.location_id AS location,
       (SELECT p.id FROM catalog_location p
        WHERE p.plant_id = o.plant_id AND p.kind = 'supplier' ORDER BY p.id LIMIT 1)
           AS supplier_place,
       r.received - r.rejected AS waiting, r.state
FROM trade_purchase_receipt r
JOIN trade_purchase_line l ON l.id = r.line_id
JOIN locked o ON o.id = l.order_id
WHERE r.id = %(receipt)s::bigint
