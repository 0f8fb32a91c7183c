-- Give a claimed task back to everybody whose turn it is.
-- index: flow_task_pkey
UPDATE flow_task SET claimed_by = NULL, claimed_at = NULL
WHERE id = %(task)s::bigint AND done_at IS NULL AND claimed_by IS NOT NULL
  AND (claimed_by = %(actor)s::bigint OR %(anybody)s::boolean)
RETURNING id
