-- Lease the jobs that are due; a lease that ran out is taken over and told as an incident.
-- index: flow_job_queued, flow_job_leased
-- plan: custom
WITH queued AS MATERIALIZED (
    SELECT j.id
    FROM flow_job j JOIN flow_instance i ON i.id = j.instance_id AND i.status = 'active'
    WHERE j.state = 'queued' AND j.run_after <= %(at)s
    ORDER BY j.run_after LIMIT %(limit)s
    FOR NO KEY UPDATE OF j SKIP LOCKED
), lost AS MATERIALIZED (
    SELECT j.id, j.lease_until, j.worker
    FROM flow_job j
    JOIN flow_instance i ON i.id = j.instance_id AND i.status = 'active'
    JOIN flow_node n ON n.id = j.node_id AND j.attempts < n.attempts
    WHERE j.state = 'running' AND j.lease_until < %(at)s
    ORDER BY j.lease_until LIMIT %(limit)s
    FOR NO KEY UPDATE OF j SKIP LOCKED
), due AS (
    SELECT id, NULL::timestamptz AS lease_until, ''::text AS worker FROM queued
    UNION ALL SELECT id, lease_until, worker FROM lost
), taken AS (
    UPDATE flow_job j
    SET state = 'running', attempts = j.attempts + 1, worker = %(worker)s, started_at = %(at)s,
        lease_until = %(at)s + n.timeout + %(margin)s::interval
    FROM due d, flow_node n
    WHERE j.id = d.id AND n.id = j.node_id
    RETURNING j.id, j.instance_id, j.token_id, j.node_id, j.step, j.key, j.attempts,
              n.attempts AS attempts_max, n.timeout, n.backoff, d.lease_until AS lost_lease,
              d.worker AS lost_worker
), told AS (
    INSERT INTO flow_incident (instance_id, token_id, node_id, code, evidence, opened_at)
    SELECT instance_id, token_id, node_id, 'flow.LEASE_EXPIRED',
           jsonb_build_object('step', step, 'worker', lost_worker, 'lease_until', lost_lease,
                              'attempt', attempts - 1), %(at)s
    FROM taken WHERE lost_lease IS NOT NULL
    ON CONFLICT (instance_id, token_id, code) WHERE resolved_at IS NULL
        DO UPDATE SET evidence = excluded.evidence
)
SELECT t.id, t.token_id, t.step, t.key, t.attempts, t.attempts_max, t.timeout, t.backoff,
       i.business_type, i.business_id
FROM taken t JOIN flow_instance i ON i.id = t.instance_id
ORDER BY t.id
