-- Take an open task, unless somebody else has.
-- index: flow_task_pkey
UPDATE flow_task SET claimed_by = %(actor)s, claimed_at = coalesce(claimed_at, %(at)s)
WHERE id = %(task)s::bigint AND state = 'open'
  AND (claimed_by IS NULL OR claimed_by = %(actor)s)
RETURNING id
