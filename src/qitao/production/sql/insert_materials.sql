-- Write the exploded components of orders; per unit serves backflush and later changes of quantity.
-- index: production_workorder_pkey
INSERT INTO production_ordermaterial
    (order_id, line, material_id, bom_line_id, operation_sequence, per_unit, required, backflush)
SELECT o.id, row_number() OVER (PARTITION BY o.id ORDER BY w.position) * 10, w.material,
       w.bom_line, w.operation, w.quantity / o.quantity, w.quantity, w.backflush
FROM unnest(%(orders)s::bigint[], %(materials)s::bigint[], %(bom_lines)s::bigint[],
            %(operations)s::int[], %(quantities)s::numeric[], %(backflush)s::boolean[])
     WITH ORDINALITY
     AS w (order_id, material, bom_line, operation, quantity, backflush, position)
JOIN production_workorder o ON o.id = w.order_id
