-- Read what stocking and undoing of a receipt ask for.
-- index: trade_purchase_receipt_pkey, trade_purchase_order_pkey
SELECT r.id, l.id AS line, l.line AS line_number, l.received AS line_received,
       l.stocked AS line_stocked, o.id AS "order", o.number, o.state AS purchase_state,
       o.plant_id AS plant, r.slip, r.received,
       l.material_id AS material, m.code AS material_code, r.lot_id AS lot, r.location_id AS location,
       (SELECT p.id FROM catalog_location p
        WHERE p.plant_id = o.plant_id AND p.kind = 'supplier' ORDER BY p.id LIMIT 1)
           AS supplier_place,
       r.received - r.rejected AS waiting, r.state
FROM trade_purchase_receipt r
JOIN trade_purchase_line l ON l.id = r.line_id
JOIN trade_purchase_order o ON o.id = l.order_id
JOIN catalog_material m ON m.id = l.material_id
WHERE r.id = %(receipt)s::bigint
