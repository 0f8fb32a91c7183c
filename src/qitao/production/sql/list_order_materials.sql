-- The material lines of an order with what is reserved and on hand at its plant.
-- index: production_material_line, stock_account_key, stock_reservation_once
SELECT om.id, om.line, om.material_id AS material, m.code, m.name, m.name_en, m.spec,
       u.name AS unit,
       m.lot_tracked, om.operation_sequence, om.required, om.issued, om.returned, om.backflush,
       coalesce(r.quantity, 0) AS reserved, coalesce(h.quantity, 0) AS on_hand
FROM production_ordermaterial om
JOIN production_workorder o ON o.id = om.order_id
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN LATERAL (
    SELECT sum(r.quantity) AS quantity FROM stock_reservation r
    WHERE r.holder_type = 'work_order' AND r.holder_id = o.id AND r.holder_line = om.line
) r ON true
LEFT JOIN LATERAL (
    SELECT sum(a.quantity) AS quantity FROM stock_account a
    JOIN catalog_location l ON l.id = a.location_id
    WHERE a.material_id = om.material_id AND a.status = 'available'
      AND l.plant_id = o.plant_id AND l.kind IN ('internal', 'line_side') AND l.pickable
) h ON true
WHERE om.order_id = %(order)s::bigint
ORDER BY om.line LIMIT 1000
