-- Tokens that have no living reason to wait, more than one, or another one than they name.
-- index: flow_task_one_open, flow_job_one_lives, flow_join_arrival_token_id_key
-- plan: custom
-- The few that are wrong are sorted by themselves: in the order of tokens, each would be looked up.
WITH broken AS MATERIALIZED (
    SELECT t.instance_id, t.id AS token_id,
           jsonb_build_object('wait', t.wait, 'node', n.key, 'task', k.id, 'job', j.id,
                              'join', a.id, 'incident', o.id, 'status', i.status) AS evidence
    FROM flow_token t
    JOIN flow_instance i ON i.id = t.instance_id
    JOIN flow_node n ON n.id = t.node_id
    LEFT JOIN flow_task k ON k.token_id = t.id AND k.state = 'open'
    LEFT JOIN flow_job j ON j.token_id = t.id AND j.state IN ('queued', 'running', 'dead')
         AND (j.state <> 'dead' OR t.wait <> 'incident')
    LEFT JOIN flow_join_arrival a
         ON a.token_id = t.id AND a.instance_id = t.instance_id AND a.node_id = t.node_id
    LEFT JOIN flow_incident o
         ON t.wait = 'incident' AND o.id = t.wait_ref AND o.resolved_at IS NULL
    WHERE i.status NOT IN ('active', 'held')
       OR num_nonnulls(k.id, j.id, a.id, o.id) <> CASE t.wait WHEN 'gate' THEN 0 ELSE 1 END
       OR CASE t.wait
            WHEN 'task' THEN k.id IS DISTINCT FROM t.wait_ref
            WHEN 'job' THEN j.id IS DISTINCT FROM t.wait_ref
            WHEN 'join' THEN a.id IS NULL
            WHEN 'incident' THEN o.id IS NULL
            WHEN 'gate' THEN n.step = ''
            ELSE true
          END
       OR (t.wait = 'join' AND n.joins <= (
            SELECT count(DISTINCT a.edge_id) FROM flow_join_arrival a
            WHERE a.instance_id = t.instance_id AND a.node_id = t.node_id))
)
SELECT instance_id, token_id, evidence FROM broken ORDER BY token_id LIMIT %(limit)s
