-- Put parked tokens back to their gate, since they are asked again; their incidents are resolved.
-- index: flow_token_pkey, flow_incident_pkey
WITH back AS (
    UPDATE flow_token t SET wait = 'gate', wait_ref = NULL
    FROM flow_token old
    WHERE t.id = ANY (%(tokens)s::bigint[]) AND t.wait = 'incident' AND old.id = t.id
    RETURNING old.wait_ref AS incident_id
)
UPDATE flow_incident n SET resolved_at = %(at)s, resolved_by = %(actor)s, resolution = 'redrive'
FROM back b WHERE n.id = b.incident_id
