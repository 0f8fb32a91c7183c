-- How many living instances run on a version.
-- index: flow_instance_definition
SELECT count(*) FROM flow_instance
WHERE definition_id = %(definition)s::bigint AND status IN ('active', 'held')
