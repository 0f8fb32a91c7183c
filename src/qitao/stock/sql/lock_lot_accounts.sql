-- What lies of a lot in one status, locked in id order, with what is put aside there.
-- index: stock_account_lot
SELECT a.id, a.material_id AS material, a.location_id AS location, a.quantity, a.reserved,
       m.serial_tracked, c.plant_id AS plant
FROM stock_account a
JOIN catalog_material m ON m.id = a.material_id
JOIN catalog_location c ON c.id = a.location_id
WHERE a.lot_id = %(lot)s::bigint AND a.status = %(status)s::text AND a.quantity > 0
  AND (%(location)s::bigint IS NULL OR a.location_id = %(location)s::bigint)
ORDER BY a.id FOR NO KEY UPDATE OF a
