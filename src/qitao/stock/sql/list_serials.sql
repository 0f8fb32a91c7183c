-- Single pieces and where they are, those in the plants asked for.
-- index: stock_serial_pkey, stock_serial_code, stock_serial_material_id_d2cbcf67, stock_serial_lot, stock_serial_place
-- plan: custom
SELECT n.id, n.material_id AS material, m.code AS material_code,
       m.name AS material_name,
       m.name_en AS material_name_en, n.code, n.lot_id AS lot,
       coalesce(o.code, '') AS lot_code, n.location_id AS location,
       coalesce(c.code, '') AS location_code, c.plant_id AS plant, n.status, n.created_at
FROM stock_serial n
JOIN catalog_material m ON m.id = n.material_id
LEFT JOIN stock_lot o ON o.id = n.lot_id
LEFT JOIN catalog_location c ON c.id = n.location_id
WHERE (%(ids)s::bigint[] IS NULL OR n.id = ANY (%(ids)s::bigint[]))
  AND (%(material)s::bigint IS NULL OR n.material_id = %(material)s::bigint)
  AND (%(code)s::text IS NULL OR n.code = %(code)s::text)
  AND (%(lot)s::bigint IS NULL OR n.lot_id = %(lot)s::bigint)
  AND (%(location)s::bigint IS NULL OR n.location_id = %(location)s::bigint)
  AND (%(plants)s::bigint[] IS NULL OR c.plant_id = ANY (%(plants)s::bigint[]))
