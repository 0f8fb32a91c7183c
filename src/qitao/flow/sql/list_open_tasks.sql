-- The open tasks whose turn is with somebody who holds these permissions, oldest first.
-- index: flow_task_turn
SELECT k.id, k.token_id, k.state, k.verb, k.permission, k.post, k.form, k.claimed_by,
       n.name AS node_name, n.name_en AS node_name_en, i.business_type, i.business_id, i.status
FROM (
    SELECT * FROM flow_task
    WHERE state = 'open' AND permission = ANY (%(permissions)s::text[])
    ORDER BY opened_at LIMIT %(limit)s
) k
JOIN flow_node n ON n.id = k.node_id
JOIN flow_instance i ON i.id = k.instance_id
ORDER BY k.opened_at
