-- The process log of a business object, oldest first.
-- index: flow_instance_business, flow_log_instance
SELECT g.id, g.at, g.token_id, g.cause, g.tag, g.actor, g.waited, g.worked, g.verdict, g.code,
       g.evidence, a.key AS from_node, a.name AS from_name, b.key AS to_node, b.name AS to_name,
       b.state, e.key AS edge
FROM flow_log g
LEFT JOIN flow_node a ON a.id = g.from_node
LEFT JOIN flow_node b ON b.id = g.to_node
LEFT JOIN flow_edge e ON e.id = g.edge_id
WHERE g.instance_id IN (
    SELECT id FROM flow_instance
    WHERE business_type = %(business_type)s AND business_id = %(business_id)s::bigint)
  AND g.id > %(after)s
ORDER BY g.id LIMIT %(limit)s
