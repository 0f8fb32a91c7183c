-- Write orders that another system knows, with their own creation time.
-- index: production_workorder_number_key
INSERT INTO production_workorder
    (plant_id, number, material_id, quantity, priority, due_on, bom_id, routing_id, note,
     created_at, state_since)
SELECT w.plant, w.number, w.material, w.quantity, w.priority, w.due_on, w.bom, w.routing, w.note,
       w.created, w.created
FROM unnest(%(plants)s::bigint[], %(numbers)s::text[], %(materials)s::bigint[],
            %(quantities)s::numeric[], %(priorities)s::int[], %(dues)s::date[],
            %(boms)s::bigint[], %(routings)s::bigint[], %(notes)s::text[],
            %(created)s::timestamptz[])
     WITH ORDINALITY
     AS w (plant, number, material, quantity, priority, due_on, bom, routing, note, created,
           position)
ORDER BY w.position
RETURNING id
