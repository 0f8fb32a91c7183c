-- Lock tokens that wait at gates, oldest answer first; what somebody else works on is left out.
-- index: flow_token_gate
-- plan: custom
SELECT t.id AS token_id, i.business_type, i.business_id, n.step
FROM flow_token t
JOIN flow_instance i ON i.id = t.instance_id
JOIN flow_node n ON n.id = t.node_id
WHERE t.wait = 'gate' AND i.status = 'active'
  AND t.id > %(after)s AND (t.asked_at IS NULL OR t.asked_at < %(asked_before)s)
  AND (%(step)s::text = '' OR n.step = %(step)s::text)
ORDER BY t.id LIMIT %(limit)s
FOR NO KEY UPDATE OF t, i SKIP LOCKED
