-- Jobs whose last attempt ended with its lease: nobody came to tell its answer.
-- index: flow_job_leased
-- plan: custom
SELECT j.id
FROM flow_job j
JOIN flow_instance i ON i.id = j.instance_id AND i.status = 'active'
JOIN flow_node n ON n.id = j.node_id AND j.attempts >= n.attempts
WHERE j.state = 'running' AND j.lease_until < %(at)s
ORDER BY j.lease_until LIMIT %(limit)s
