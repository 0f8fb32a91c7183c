-- Single pieces by their codes, in the order asked: where they lie, and whether they may come in.
-- index: stock_serial_code_once, stock_movement_serial, catalog_location_pkey
SELECT n.id, n.code, n.lot_id AS lot, n.location_id AS location,
       coalesce(c.code, '') AS location_code, c.plant_id AS plant, n.status,
       n.location_id IS NULL AND coalesce((
           SELECT m.kind IN ('reversal', 'supplier_return', 'adjustment') FROM stock_movement m
           WHERE m.serial_id = n.id ORDER BY m.id DESC LIMIT 1), true) AS outside
FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS k (code, position)
JOIN stock_serial n ON n.material_id = %(material)s::bigint AND n.code = k.code
LEFT JOIN catalog_location c ON c.id = n.location_id
ORDER BY k.position
