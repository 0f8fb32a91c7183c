-- How a step of a process is called: as the newest version names it that has it.
-- index: flow_definition_version, flow_node_key
SELECT n.name AS node_name, n.name_en AS node_name_en
FROM flow_definition d JOIN flow_node n ON n.definition_id = d.id
WHERE d.key = %(definition_key)s::text AND n.key = %(node)s::text
ORDER BY d.version DESC LIMIT 1
