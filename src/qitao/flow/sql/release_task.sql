-- Give a claimed task back to everybody whose turn it is.
-- index: flow_task_pkey
UPDATE flow_task SET claimed_by = NULL, claimed_at = NULL
WHERE id = %(task)s::bigint AND state = 'open' AND claimed_by IS NOT NULL
  AND (claimed_by = %(actor)s OR %(anybody)s)
RETURNING id
