-- Take the operations off drafts that are to be written anew.
-- index: catalog_routingoperation_no, catalog_routingmachine_once
WITH machines AS (
    DELETE FROM catalog_routingmachine AS m
    USING catalog_routingoperation AS o
    WHERE m.operation_id = o.id AND o.routing_id = ANY (%(routings)s::bigint[])
)
DELETE FROM catalog_routingoperation WHERE routing_id = ANY (%(routings)s::bigint[])
