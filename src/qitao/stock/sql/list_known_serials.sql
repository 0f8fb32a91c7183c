-- Single pieces by their codes, in the order asked, and whether they are outside as before they came.
-- index: stock_serial_code_once, stock_movement_serial
SELECT n.id, n.code,
       n.location_id IS NULL AND coalesce((
           SELECT m.kind IN ('reversal', 'supplier_return') FROM stock_movement m
           WHERE m.serial_id = n.id ORDER BY m.id DESC LIMIT 1), true) AS outside
FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS k (code, position)
JOIN stock_serial n ON n.material_id = %(material)s::bigint AND n.code = k.code
ORDER BY k.position
