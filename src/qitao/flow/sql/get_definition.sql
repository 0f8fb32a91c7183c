-- The XML of one version.
-- index: flow_definition_pkey
SELECT id, key, version, name, name_en, sha256, state, xml FROM flow_definition
WHERE id = %(definition)s::bigint
