-- Tasks by their ids, as a completer must know them.
-- index: flow_task_pkey
SELECT k.id, k.token_id, k.state, k.verb, k.permission, k.post, k.form, k.claimed_by,
       n.name AS node_name, n.name_en AS node_name_en, i.business_type, i.business_id, i.status
FROM flow_task k JOIN flow_node n ON n.id = k.node_id JOIN flow_instance i ON i.id = k.instance_id
WHERE k.id = ANY (%(tasks)s::bigint[])
ORDER BY k.id
