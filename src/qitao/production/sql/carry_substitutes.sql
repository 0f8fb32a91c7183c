-- Put chosen substitutes into an order's lines that were copied anew, where the BOM still allows them.
-- index: production_material_line, catalog_bomsubstitute_once
-- In another version of the BOM the line is the one of the same material and operation.
UPDATE production_ordermaterial n
SET substitute_for_id = n.material_id, material_id = s.material_id,
    original_per_unit = n.per_unit, original_required = n.required,
    per_unit = n.per_unit * s.ratio, required = catalog_round_up(n.required * s.ratio, u.decimals)
FROM unnest(%(bom_lines)s::bigint[], %(operations)s::int[], %(originals)s::bigint[],
            %(materials)s::bigint[]) AS k (bom_line, operation, original, material)
JOIN catalog_bomsubstitute s ON s.material_id = k.material
JOIN catalog_material m ON m.id = s.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE n.order_id = %(order)s::bigint AND n.material_id = k.original AND s.line_id = n.bom_line_id
  AND (n.bom_line_id = k.bom_line
       OR n.operation_sequence IS NOT DISTINCT FROM k.operation
          AND NOT EXISTS (SELECT 1 FROM production_ordermaterial x
                          WHERE x.order_id = %(order)s::bigint AND x.bom_line_id = k.bom_line))
