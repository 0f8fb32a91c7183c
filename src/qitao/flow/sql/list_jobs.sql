-- Jobs that are not done: queued, running or given up (the dead letters).
-- index: flow_job_one_lives
SELECT j.id, j.step, j.state, j.key, j.attempts, j.run_after, j.lease_until, j.worker, j.last_error,
       i.business_type, i.business_id, n.key AS node, n.name AS node_name, n.name_en AS node_name_en
FROM flow_job j JOIN flow_instance i ON i.id = j.instance_id JOIN flow_node n ON n.id = j.node_id
WHERE j.state IN ('queued', 'running', 'dead')
  AND (%(state)s::text = '' OR j.state = %(state)s::text)
ORDER BY j.id LIMIT %(limit)s
