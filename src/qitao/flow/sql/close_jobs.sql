-- Write what became of jobs: done, asked again later, or given up.
-- index: flow_job_pkey
UPDATE flow_job j
SET state = c.state, run_after = c.run_after, last_error = c.error::jsonb, lease_until = NULL,
    finished_at = CASE WHEN c.state = 'done' THEN %(at)s::timestamptz END
FROM unnest(%(jobs)s::bigint[], %(states)s::text[], %(run_afters)s::timestamptz[],
            %(errors)s::text[]) AS c (id, state, run_after, error)
WHERE j.id = c.id
