-- Where what an order still needs lies: first what was put aside for it, then where most is free.
-- index: production_material_line, stock_account_key, stock_reservation_once
SELECT om.line, s.code, s.name, s.name_en, s.lot_code, s.quantity, s.held
FROM production_ordermaterial om
JOIN production_workorder o ON o.id = om.order_id
CROSS JOIN LATERAL (
    SELECT l.code, l.name, l.name_en, coalesce(b.code, '') AS lot_code, a.quantity,
           coalesce(r.quantity, 0) AS held
    FROM stock_account a
    JOIN catalog_location l ON l.id = a.location_id
    LEFT JOIN stock_lot b ON b.id = a.lot_id
    LEFT JOIN stock_reservation r ON r.holder_type = 'work_order' AND r.holder_id = o.id
        AND r.holder_line = om.line AND r.account_id = a.id
    WHERE a.material_id = om.material_id AND a.status = 'available' AND a.quantity > 0
      AND l.plant_id = o.plant_id AND l.kind IN ('internal', 'line_side') AND l.pickable
    ORDER BY coalesce(r.quantity, 0) DESC, a.quantity - a.reserved DESC, a.id
    LIMIT 2
) s
WHERE om.order_id = %(order)s::bigint AND om.required > om.issued - om.returned
ORDER BY om.line, s.held DESC, s.quantity DESC
LIMIT 1000
