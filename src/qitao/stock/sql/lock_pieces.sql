-- Lock the oldest single pieces of one place and lot; those that somebody else moves now are left.
-- index: stock_serial_place
SELECT n.id
FROM stock_serial n
WHERE n.material_id = %(material)s::bigint AND n.location_id = %(location)s::bigint
  AND n.lot_id IS NOT DISTINCT FROM %(lot)s::bigint AND n.status = 'available'
  AND n.id <> ALL (%(named)s::bigint[])
ORDER BY n.id
LIMIT %(quantity)s::int
FOR NO KEY UPDATE SKIP LOCKED
