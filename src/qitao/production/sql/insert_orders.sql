-- Write new orders; a number that was not given is drawn.
-- index: production_workorder_number_key
INSERT INTO production_workorder
    (plant_id, number, material_id, quantity, priority, due_on, planned_start, planned_end,
     bom_id, routing_id, lot_code, note, split_from_id, created_at, state_since)
SELECT w.plant, coalesce(w.number, 'WO-' || lpad(nextval('production_order_number')::text, 6, '0')),
       w.material, w.quantity, w.priority, w.due_on, w.planned_start, w.planned_end,
       w.bom, w.routing, w.lot_code, w.note, w.split_from, %(at)s::timestamptz, %(at)s::timestamptz
FROM unnest(%(plants)s::bigint[], %(numbers)s::text[], %(materials)s::bigint[],
            %(quantities)s::numeric[], %(priorities)s::int[], %(dues)s::date[],
            %(starts)s::timestamptz[], %(ends)s::timestamptz[], %(boms)s::bigint[],
            %(routings)s::bigint[], %(lots)s::text[], %(notes)s::text[], %(splits)s::bigint[])
     WITH ORDINALITY
     AS w (plant, number, material, quantity, priority, due_on, planned_start, planned_end, bom,
           routing, lot_code, note, split_from, position)
ORDER BY w.position
RETURNING id, number
