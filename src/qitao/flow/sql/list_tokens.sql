-- Where living business objects stand: node, reason, verdict, whose turn.
-- index: flow_instance_one_lives, flow_token_instance, flow_task_pkey
SELECT i.business_id, i.id AS instance_id, i.status, i.definition_id, i.held_at,
       t.id AS token_id, t.state, t.wait, t.wait_ref, t.verdict, t.code, t.evidence, t.since, t.due,
       t.asked_at, t.attempt,
       n.id AS node_id, n.key AS node, n.name AS node_name, n.name_en AS node_name_en, n.kind, n.step, n.verb, n.permission,
       n.post, k.claimed_by, k.claimed_at
FROM flow_instance i
JOIN flow_token t ON t.instance_id = i.id
JOIN flow_node n ON n.id = t.node_id
LEFT JOIN flow_task k ON t.wait = 'task' AND k.id = t.wait_ref
WHERE i.business_type = %(business_type)s AND i.business_id = ANY (%(business_ids)s::bigint[])
  AND i.status IN ('active', 'held')
ORDER BY i.business_id, t.id
