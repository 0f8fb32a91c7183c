-- Which of the codes are taken already.
-- index: stock_serial_code_once
SELECT n.code FROM stock_serial n
WHERE n.material_id = %(material)s::bigint AND n.code = ANY (%(codes)s::text[])
ORDER BY n.code LIMIT 100
