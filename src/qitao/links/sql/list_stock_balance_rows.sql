-- What lies in each place now.
-- index: stock_account_key
-- plan: custom
SELECT p.code AS plant, l.code AS location, m.code AS material, coalesce(t.code, '') AS lot,
       a.status, a.quantity, a.reserved
FROM stock_account a
JOIN catalog_location l ON l.id = a.location_id
JOIN people_plant p ON p.id = l.plant_id
JOIN catalog_material m ON m.id = a.material_id
LEFT JOIN stock_lot t ON t.id = a.lot_id
WHERE (a.quantity <> 0 OR a.reserved <> 0)
  AND (%(material)s::text[] IS NULL OR m.code = ANY (%(material)s::text[]))
  AND (%(location)s::text[] IS NULL OR l.code = ANY (%(location)s::text[]))
ORDER BY p.code, l.code, m.code, t.code, a.status
