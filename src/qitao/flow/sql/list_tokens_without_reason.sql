-- Tokens that have no living reason to wait, more than one, or another one than they name.
-- index: flow_task_one_open, flow_job_one_lives, flow_join_arrival_token_id_key
-- plan: custom
SELECT t.instance_id, t.id AS token_id,
       jsonb_build_object('wait', t.wait, 'node', n.key, 'task', r.task, 'job', r.job,
                          'join', r.arrival, 'incident', r.incident, 'status', i.status) AS evidence
FROM flow_token t
JOIN flow_instance i ON i.id = t.instance_id
JOIN flow_node n ON n.id = t.node_id
CROSS JOIN LATERAL (
    SELECT (SELECT k.id FROM flow_task k WHERE k.token_id = t.id AND k.state = 'open') AS task,
           (SELECT j.id FROM flow_job j
            WHERE j.token_id = t.id AND j.state IN ('queued', 'running', 'dead')
              AND (j.state <> 'dead' OR t.wait <> 'incident')) AS job,
           (SELECT a.id FROM flow_join_arrival a
            WHERE a.token_id = t.id AND a.instance_id = t.instance_id AND a.node_id = t.node_id
           ) AS arrival,
           (SELECT o.id FROM flow_incident o
            WHERE t.wait = 'incident' AND o.id = t.wait_ref AND o.resolved_at IS NULL) AS incident
) AS r
WHERE i.status NOT IN ('active', 'held')
   OR num_nonnulls(r.task, r.job, r.arrival, r.incident) <> CASE t.wait WHEN 'gate' THEN 0 ELSE 1 END
   OR CASE t.wait
        WHEN 'task' THEN r.task IS DISTINCT FROM t.wait_ref
        WHEN 'job' THEN r.job IS DISTINCT FROM t.wait_ref
        WHEN 'join' THEN r.arrival IS NULL
        WHEN 'incident' THEN r.incident IS NULL
        WHEN 'gate' THEN n.step = ''
        ELSE true
      END
   OR (t.wait = 'join' AND n.joins <= (
        SELECT count(DISTINCT a.edge_id) FROM flow_join_arrival a
        WHERE a.instance_id = t.instance_id AND a.node_id = t.node_id))
ORDER BY t.id LIMIT %(limit)s
