-- The single pieces of a lot that lie in one status, with their places.
-- index: stock_serial_lot
SELECT n.id, n.location_id AS location
FROM stock_serial n
WHERE n.lot_id = %(lot)s::bigint AND n.status = %(status)s::text
  AND n.location_id = ANY (%(locations)s::bigint[])
ORDER BY n.id
