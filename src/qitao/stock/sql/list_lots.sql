-- Lots with what is left of them in the plants asked for.
-- Those of which something lies anywhere are told first: after some years most lots are used up.
-- index: stock_lot_pkey, stock_lot_code, stock_lot_material_id_2695587a, stock_lot_expiry, stock_account_lot
-- plan: custom
SELECT o.id, o.material_id AS material, m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en,
       u.code AS unit, o.code, o.made_on, o.expires_on, o.supplier_id AS supplier,
       coalesce(p.name, '') AS supplier_name, o.supplier_code, o.note, o.created_at,
       coalesce(q.quantity, 0) AS on_hand, coalesce(q.reserved, 0) AS reserved,
       coalesce(q.blocked, 0) AS held,
       coalesce(q.plants, '{}') AS plants
FROM stock_lot o
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN catalog_partner p ON p.id = o.supplier_id
LEFT JOIN LATERAL (
    SELECT sum(a.quantity) AS quantity, sum(a.reserved) AS reserved,
           sum(a.quantity) FILTER (WHERE a.status <> 'available') AS blocked,
           count(*) AS accounts,
           array_agg(DISTINCT c.plant_id) FILTER (
               WHERE a.quantity <> 0 AND c.plant_id IS NOT NULL) AS plants
    FROM stock_account a JOIN catalog_location c ON c.id = a.location_id
    WHERE a.lot_id = o.id
      AND (%(plants)s::bigint[] IS NULL OR c.plant_id = ANY (%(plants)s::bigint[]))
) q ON true
WHERE (%(material)s::bigint IS NULL OR o.material_id = %(material)s::bigint)
  AND (%(code)s::text IS NULL OR o.code = %(code)s::text)
  AND (%(ids)s::bigint[] IS NULL OR o.id = ANY (%(ids)s::bigint[]))
  AND (%(expires_before)s::date IS NULL OR o.expires_on < %(expires_before)s::date)
  AND (%(plants)s::bigint[] IS NULL OR q.accounts > 0)
  AND (%(empty)s::boolean OR q.quantity <> 0)
  AND (%(empty)s::boolean OR EXISTS (
       SELECT FROM stock_account a WHERE a.lot_id = o.id AND a.quantity <> 0))
