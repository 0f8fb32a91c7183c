-- How many jobs wait or failed, how long the longest due one has waited, and since when no worker has given a sign of life.
-- index: none (few rows live; done ones are deleted)
-- A job for at once has no time of its own: it is due since it was put in the queue.
SELECT count(*) FILTER (WHERE j.status = 'todo')::int AS waiting,
       count(*) FILTER (WHERE j.status = 'failed')::int AS failed,
       coalesce(extract(epoch FROM now() - min(d.due) FILTER (WHERE d.due < now())), 0)::int
           AS seconds,
       (SELECT extract(epoch FROM now() - max(w.last_heartbeat))::int
        FROM procrastinate_workers w) AS silent
FROM procrastinate_jobs j
LEFT JOIN LATERAL (
    SELECT greatest(j.scheduled_at, max(e.at)) AS due
    FROM procrastinate_events e
    WHERE j.status = 'todo' AND e.job_id = j.id AND e.type IN ('deferred', 'deferred_for_retry')
) d ON true
