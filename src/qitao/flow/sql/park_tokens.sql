-- Park tokens that cannot go on; an incident is their reason.
-- index: flow_token_pkey, flow_incident_one_open
SELECT flow_park_1(%(tokens)s::bigint[], %(code)s, %(evidence)s::jsonb, %(actor)s, %(at)s)
