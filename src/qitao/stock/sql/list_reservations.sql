-- What holders have put aside, or who holds an account or a material; null does not filter.
-- index: stock_reservation_once, stock_reservation_account
-- plan: custom
SELECT r.id, r.holder_type, r.holder_id, r.holder_line, r.account_id AS account,
       a.material_id AS material, m.code AS material_code, a.location_id AS location,
       c.code AS location_code, a.lot_id AS lot, coalesce(o.code, '') AS lot_code, r.quantity,
       r.reserved_at
FROM stock_reservation r
JOIN stock_account a ON a.id = r.account_id
JOIN catalog_material m ON m.id = a.material_id
JOIN catalog_location c ON c.id = a.location_id
LEFT JOIN stock_lot o ON o.id = a.lot_id
WHERE (%(types)s::text[] IS NULL OR (r.holder_type, r.holder_id) IN (
        SELECT h.type, h.id FROM unnest(%(types)s::text[], %(holders)s::bigint[]) AS h (type, id)))
  AND (%(account)s::bigint IS NULL OR r.account_id = %(account)s::bigint)
  AND (%(material)s::bigint IS NULL OR a.material_id = %(material)s::bigint)
ORDER BY r.holder_type, r.holder_id, r.holder_line, r.id
LIMIT %(limit)s
