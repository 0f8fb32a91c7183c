-- Point unreleased orders at the BOM and routing that hold today.
-- index: production_workorder_pkey
UPDATE production_workorder o
SET bom_id = w.bom, routing_id = w.routing
FROM unnest(%(orders)s::bigint[], %(boms)s::bigint[], %(routings)s::bigint[])
    AS w (id, bom, routing)
WHERE o.id = w.id
