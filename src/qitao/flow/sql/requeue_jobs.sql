-- Ask again at once: jobs that back off or were given up; their incidents are resolved.
-- index: flow_job_one_lives, flow_token_pkey
WITH again AS (
    UPDATE flow_job SET state = 'queued', run_after = %(at)s, attempts = 0, finished_at = NULL
    WHERE token_id = ANY (%(tokens)s::bigint[]) AND state IN ('queued', 'dead')
    RETURNING id, token_id, instance_id, node_id
), resolved AS (
    UPDATE flow_incident n
    SET resolved_at = %(at)s, resolved_by = %(actor)s, resolution = %(cause)s
    FROM again a
    WHERE n.instance_id = a.instance_id AND n.token_id = a.token_id AND n.resolved_at IS NULL
), waiting AS (
    UPDATE flow_token t SET wait = 'job', wait_ref = a.id
    FROM again a WHERE t.id = a.token_id
)
INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, cause, tag, actor)
SELECT %(at)s, instance_id, token_id, node_id, node_id, %(cause)s, %(tag)s, %(actor)s FROM again
RETURNING token_id
