-- Balances by material, place, lot and status; filters that are null do not filter.
-- index: stock_account_key, stock_account_location_id, stock_account_lot, catalog_material_search
-- plan: custom
SELECT a.id, a.material_id AS material, m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, m.spec,
       u.code AS unit, c.plant_id AS plant, a.location_id AS location, c.code AS location_code,
       c.name AS location_name, c.name_en AS location_name_en,
       a.lot_id AS lot, coalesce(o.code, '') AS lot_code, o.expires_on,
       a.status, a.quantity, a.reserved,
       CASE WHEN a.status = 'available' THEN a.quantity - a.reserved ELSE 0 END AS free, a.version
FROM stock_account a
JOIN catalog_material m ON m.id = a.material_id
JOIN catalog_unit u ON u.id = m.unit_id
JOIN catalog_location c ON c.id = a.location_id
LEFT JOIN stock_lot o ON o.id = a.lot_id
WHERE (%(plants)s::bigint[] IS NULL OR c.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(material)s::bigint IS NULL OR a.material_id = %(material)s::bigint)
  AND (%(location)s::bigint IS NULL OR a.location_id = %(location)s::bigint)
  AND (%(lot)s::bigint IS NULL OR a.lot_id = %(lot)s::bigint)
  AND (%(status)s::text IS NULL OR a.status = %(status)s::text)
  AND (%(search)s::text IS NULL OR a.material_id = ANY (ARRAY(
          SELECT f.id FROM catalog_material f
          WHERE catalog_pairs(f.search_text) @> catalog_pairs(%(search)s::text)
            AND f.search_text LIKE ALL (%(patterns)s::text[]))))
  AND (%(empty)s::boolean OR a.quantity <> 0 OR a.reserved <> 0)
