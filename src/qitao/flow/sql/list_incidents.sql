-- Open incidents, oldest first.
-- index: flow_incident_open
SELECT n.id, n.code, n.evidence, n.opened_at, n.token_id, n.instance_id, i.business_type,
       i.business_id, o.key AS node, o.name AS node_name, o.name_en AS node_name_en
FROM flow_incident n
LEFT JOIN flow_instance i ON i.id = n.instance_id
LEFT JOIN flow_node o ON o.id = n.node_id
WHERE n.resolved_at IS NULL
ORDER BY n.opened_at, n.id LIMIT %(limit)s
