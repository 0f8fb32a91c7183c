-- The ids of lots by material and code, in the order asked; null where there is none.
-- index: stock_lot_code_once
SELECT o.id
FROM unnest(%(materials)s::bigint[], %(codes)s::text[]) WITH ORDINALITY AS l (material, code, line)
LEFT JOIN stock_lot o ON o.material_id = l.material AND o.code = l.code
ORDER BY l.line
