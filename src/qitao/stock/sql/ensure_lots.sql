-- Create the lots that do not exist yet, in the order of their key; expiry from the shelf life.
-- index: stock_lot_code_once, catalog_material_pkey
INSERT INTO stock_lot (material_id, code, made_on, expires_on, supplier_id, supplier_code, note)
SELECT l.material, l.code, l.made_on,
       coalesce(l.expires_on, coalesce(l.made_on, %(on_day)s::date) + m.shelf_life_days),
       l.supplier, l.supplier_code, l.note
FROM jsonb_to_recordset(%(lots)s::jsonb) AS l (material bigint, code text, made_on date,
    expires_on date, supplier bigint, supplier_code text, note text)
JOIN catalog_material m ON m.id = l.material AND m.lot_tracked
ORDER BY l.material, l.code
ON CONFLICT (material_id, code) DO NOTHING
