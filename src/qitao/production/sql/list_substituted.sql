-- The lines of an order in which a substitute took the place of the BOM's material.
-- index: production_material_line
-- The filter is written so that the lines are looked up by their order.
SELECT bom_line_id AS bom_line, operation_sequence AS operation, substitute_for_id AS original,
       material_id AS material
FROM production_ordermaterial
WHERE order_id = %(order)s::bigint AND coalesce(substitute_for_id, 0) <> 0
ORDER BY line LIMIT 1000
