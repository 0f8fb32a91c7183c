-- The version that a business object's newest instance runs on, and the ends its tokens came to.
-- index: flow_instance_business, flow_log_instance
SELECT i.definition_id, d.sha256,
       ARRAY(SELECT n.key FROM flow_log g JOIN flow_node n ON n.id = g.to_node
             WHERE g.instance_id = i.id AND g.edge_id IS NOT NULL AND n.kind IN ('end', 'terminate')
             ORDER BY g.id) AS ended
FROM flow_instance i JOIN flow_definition d ON d.id = i.definition_id
WHERE i.business_type = %(business_type)s AND i.business_id = %(business_id)s::bigint
ORDER BY i.id DESC LIMIT 1
