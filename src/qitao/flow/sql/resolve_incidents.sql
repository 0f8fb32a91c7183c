-- Close incidents that were looked at; those that hold a token are closed by moving it.
-- index: flow_incident_pkey, flow_incident_open
UPDATE flow_incident n
SET resolved_at = %(at)s, resolved_by = %(actor)s, resolution = %(resolution)s
WHERE n.id = ANY (%(incidents)s::bigint[]) AND n.resolved_at IS NULL
  AND NOT EXISTS (SELECT FROM flow_token t WHERE t.wait = 'incident' AND t.wait_ref = n.id
                  AND t.id = n.token_id)
RETURNING n.id
