-- The newest instance of a business object with the drawing of its process.
-- index: flow_instance_business
SELECT i.id AS instance_id, i.status, i.started_at, i.ended_at, i.held_at, i.variables,
       d.key AS definition, d.version, d.name, d.name_en, d.xml
FROM flow_instance i JOIN flow_definition d ON d.id = i.definition_id
WHERE i.business_type = %(business_type)s AND i.business_id = %(business_id)s::bigint
ORDER BY i.id DESC LIMIT 1
