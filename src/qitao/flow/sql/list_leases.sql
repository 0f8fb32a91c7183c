-- Answered jobs as they stand now that their tokens are locked.
-- index: flow_job_pkey
SELECT j.id, j.token_id, j.step, j.state, j.attempts, j.worker, j.instance_id, j.node_id,
       %(gates)s::text[] @> ARRAY[j.step::text] AS is_gate, n.attempts AS attempts_max, n.backoff, i.status, i.business_type, i.business_id,
       (SELECT b.id FROM flow_node b
        WHERE b.attached_to_id = n.id AND b.kind = 'error' AND b.error IN ('', a.code)
        ORDER BY b.error DESC LIMIT 1) AS catcher
FROM unnest(%(jobs)s::bigint[], %(codes)s::text[]) AS a (job_id, code)
JOIN flow_job j ON j.id = a.job_id
JOIN flow_node n ON n.id = j.node_id
JOIN flow_instance i ON i.id = j.instance_id
ORDER BY j.id
