-- The lines of an order in which a substitute took the place of the BOM's material.
-- index: production_material_line
SELECT bom_line_id AS bom_line, operation_sequence AS operation, substitute_for_id AS original,
       material_id AS material
FROM production_ordermaterial
WHERE order_id = %(order)s::bigint AND substitute_for_id IS NOT NULL
ORDER BY line LIMIT 1000
