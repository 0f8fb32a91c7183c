-- Ask outside gates again: one job for each token that waits at such a gate.
-- index: flow_token_pkey
WITH asked AS (
    SELECT t.id AS token_id, t.instance_id, t.node_id, n.step, nextval('flow_job_id_seq') AS id
    FROM flow_token t JOIN flow_node n ON n.id = t.node_id
    WHERE t.id = ANY (%(tokens)s::bigint[]) AND t.wait = 'gate'
), opened AS (
    INSERT INTO flow_job (id, instance_id, token_id, node_id, step, state, key, run_after,
                          created_at)
    SELECT id, instance_id, token_id, node_id, step, 'queued', 'flow-job-' || id, %(at)s, %(at)s
    FROM asked
)
UPDATE flow_token t SET wait = 'job', wait_ref = a.id FROM asked a WHERE t.id = a.token_id
