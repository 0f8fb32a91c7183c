-- Lock instance and token of the timers that are due; what somebody else works on waits a round.
-- index: flow_timer_due
-- plan: custom
SELECT t.id AS token_id, x.node_id AS boundary_id
FROM flow_timer x
JOIN flow_token t ON t.id = x.token_id
JOIN flow_instance i ON i.id = x.instance_id
WHERE x.due <= %(at)s AND i.status = 'active'
ORDER BY x.due LIMIT %(limit)s
FOR NO KEY UPDATE OF i, t SKIP LOCKED
