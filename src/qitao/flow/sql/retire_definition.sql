-- Take a version out of use for new instances, or back into use.
-- index: flow_definition_pkey
UPDATE flow_definition SET state = %(state)s::text WHERE id = %(definition)s::bigint RETURNING id
