-- Which of the named pieces lie in one place and status.
-- index: stock_serial_code_once
SELECT n.id, n.code, n.lot_id AS lot
FROM stock_serial n
WHERE n.material_id = %(material)s::bigint AND n.code = ANY (%(codes)s::text[])
  AND n.location_id = %(location)s::bigint AND n.status = %(status)s
ORDER BY n.id
