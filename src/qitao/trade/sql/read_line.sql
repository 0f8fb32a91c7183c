-- Read what a receipt or a return of a line asks for.
-- index: trade_purchase_line_pkey, trade_purchase_order_pkey, catalog_location_plant_kind
SELECT l.id, o.id AS "order", o.number, o.plant_id AS plant, o.partner_id AS partner, o.state,
       l.line, l.material_id AS material, m.code AS material_code, m.lot_tracked,
       m.serial_tracked, l.ordered,
       l.received, l.rejected, l.stocked,
       (SELECT p.id FROM catalog_location p
        WHERE p.plant_id = o.plant_id AND p.kind = 'supplier' ORDER BY p.id LIMIT 1)
           AS supplier_place,
       (SELECT p.plant_id FROM catalog_location p WHERE p.id = %(location)s::bigint)
           AS receiving_plant
FROM trade_purchase_line l
JOIN trade_purchase_order o ON o.id = l.order_id
JOIN catalog_material m ON m.id = l.material_id
WHERE l.id = %(line)s::bigint
