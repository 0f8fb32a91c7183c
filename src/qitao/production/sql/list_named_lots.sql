-- The lots of some materials that have these codes.
-- index: stock_lot_code_once
SELECT l.material_id AS material, l.code, l.id AS lot
FROM unnest(%(materials)s::bigint[], %(codes)s::text[]) AS asked (material, code)
JOIN stock_lot l ON l.material_id = asked.material AND l.code = asked.code
