-- Create single pieces of a serial-tracked material; none where one of the codes is taken.
-- index: stock_serial_code_once
INSERT INTO stock_serial (material_id, code, lot_id)
SELECT m.id, c.code, %(lot)s::bigint
FROM catalog_material m, unnest(%(codes)s::text[]) WITH ORDINALITY AS c (code, line)
WHERE m.id = %(material)s::bigint AND m.serial_tracked
ORDER BY c.line
ON CONFLICT (material_id, code) DO NOTHING
RETURNING id
