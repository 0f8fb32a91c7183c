-- Queue a job unless one of the same name already waits.
-- index: procrastinate_jobs_queueing_lock_idx_v1
INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, lock, args, status)
VALUES (%(queue)s, %(name)s::text, %(name)s::text, %(name)s::text, %(args)s::jsonb, 'todo')
ON CONFLICT DO NOTHING
