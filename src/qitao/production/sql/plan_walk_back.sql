-- What several orders of a plant have of the store, by lot, with the place it came from, in walking order.
-- index: production_material_line, stock_movement_document
-- plan: custom
SELECT o.id AS order, o.number, om.line, m.id AS material, m.code, m.name, m.name_en, m.spec,
       u.code AS unit, m.serial_tracked, v.quantity, l.id AS location, l.code AS place,
       l.name AS place_name, l.name_en AS place_name_en, v.lot_id AS lot, coalesce(lot.code, '') AS lot_code, lot.expires_on
FROM production_workorder o
JOIN production_ordermaterial om ON om.order_id = o.id AND om.issued > om.returned
JOIN LATERAL (
    SELECT s.lot_id, sum(CASE WHEN s.kind = 'return' THEN -s.quantity ELSE s.quantity END)
               AS quantity,
           (array_agg(s.source_id ORDER BY s.id DESC) FILTER (WHERE s.kind = 'issue'))[1] AS place
    FROM stock_movement s
    WHERE s.document_type = %(holder_type)s AND s.document_id = o.id
      AND s.document_line = om.line AND s.kind IN ('issue', 'return')
      AND s.material_id = om.material_id
    GROUP BY s.lot_id
) v ON v.quantity > 0
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
JOIN catalog_location l ON l.id = v.place
LEFT JOIN stock_lot lot ON lot.id = v.lot_id
WHERE o.id = ANY (%(orders)s::bigint[]) AND o.plant_id = %(plant)s::bigint
  AND o.state IN ('released', 'in_production', 'completed')
ORDER BY l.pick_sequence, l.code, m.code, lot.expires_on NULLS LAST, o.id, om.line
LIMIT %(limit)s::int
