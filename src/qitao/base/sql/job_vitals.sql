-- How many jobs wait or failed, and how many seconds the longest due one has waited.
-- index: none (few rows live; done ones are deleted)
SELECT count(*) FILTER (WHERE status = 'todo')::int AS waiting,
       count(*) FILTER (WHERE status = 'failed')::int AS failed,
       coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, now()))
           FILTER (WHERE status = 'todo' AND scheduled_at < now())), 0)::int AS seconds
FROM procrastinate_jobs
