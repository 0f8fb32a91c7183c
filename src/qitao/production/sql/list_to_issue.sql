-- What is still to be issued by hand to some orders, and what of it lies in their plant.
-- index: production_material_line, stock_account_key
SELECT om.order_id AS order, om.line, m.code, m.name, m.name_en, u.name AS unit,
       m.lot_tracked, m.serial_tracked,
       om.required - om.issued + om.returned AS rest, coalesce(h.quantity, 0) AS on_hand
FROM production_ordermaterial om
JOIN production_workorder o ON o.id = om.order_id
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN LATERAL (
    SELECT sum(a.quantity) AS quantity FROM stock_account a
    JOIN catalog_location l ON l.id = a.location_id
    WHERE a.material_id = om.material_id AND a.status = 'available'
      AND l.plant_id = o.plant_id AND l.kind IN ('internal', 'line_side') AND l.pickable
) h ON true
WHERE om.order_id = ANY (%(orders)s::bigint[]) AND NOT om.backflush
  AND om.required > om.issued - om.returned
ORDER BY om.order_id, om.line
LIMIT %(limit)s
