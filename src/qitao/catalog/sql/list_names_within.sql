-- Those of some names of operations that a routing of the plants has, in the order given.
-- index: catalog_operation_name, catalog_routing_pkey
SELECT g.name
FROM unnest(%(names)s::text[]) WITH ORDINALITY AS g (name, place)
WHERE EXISTS (
    SELECT 1 FROM catalog_routingoperation o JOIN catalog_routing r ON r.id = o.routing_id
    WHERE o.name = g.name AND r.plant_id = ANY (%(plants)s::bigint[])
)
ORDER BY g.place
