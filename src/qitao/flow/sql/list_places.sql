-- The nodes of one version of a process, each with where its flows lead.
-- index: flow_node_key, flow_edge_priority
SELECT n.key, n.name, n.name_en, n.kind,
       ARRAY(SELECT t.key FROM flow_edge e JOIN flow_node t ON t.id = e.target_id
             WHERE e.source_id = n.id ORDER BY e.priority) AS targets,
       coalesce((SELECT t.key FROM flow_edge e JOIN flow_node t ON t.id = e.target_id
                 WHERE e.source_id = n.id AND e.is_default), '') AS usual
FROM flow_node n
WHERE n.definition_id = %(definition)s::bigint
