-- Where lots came from outside and where they went outside: suppliers, customers, scrap.
-- index: stock_movement_lot
SELECT v.lot_id AS lot, v.id AS movement, v.kind, v.quantity, v.happened_at, v.document_type,
       v.document_id, s.kind AS source_kind, t.kind AS target_kind
FROM stock_movement v
JOIN catalog_location s ON s.id = v.source_id
JOIN catalog_location t ON t.id = v.target_id
WHERE v.lot_id = ANY (%(lots)s::bigint[])
  AND (%(plants)s::bigint[] IS NULL OR s.plant_id = ANY (%(plants)s::bigint[])
       OR t.plant_id = ANY (%(plants)s::bigint[]))
  AND (s.kind IN ('supplier', 'customer', 'scrap') OR t.kind IN ('supplier', 'customer', 'scrap'))
ORDER BY v.lot_id, v.id LIMIT %(limit)s
