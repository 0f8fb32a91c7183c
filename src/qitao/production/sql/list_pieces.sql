-- Single pieces of a material by their serial numbers, in the order asked.
-- index: stock_serial_code_once, catalog_location_pkey
SELECT n.id, n.code, n.lot_id AS lot, n.location_id AS location, c.plant_id AS plant, n.status
FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS k (code, position)
JOIN stock_serial n ON n.material_id = %(material)s::bigint AND n.code = k.code
LEFT JOIN catalog_location c ON c.id = n.location_id
ORDER BY k.position
