-- Create a lot like another one, under a code of its own.
-- index: stock_lot_pkey, stock_lot_code_once
INSERT INTO stock_lot (material_id, code, made_on, expires_on, supplier_id, supplier_code, note)
SELECT o.material_id, %(code)s::text, o.made_on, o.expires_on, o.supplier_id, o.supplier_code, o.note
FROM stock_lot o WHERE o.id = %(lot)s::bigint
ON CONFLICT (material_id, code) DO NOTHING
RETURNING id
