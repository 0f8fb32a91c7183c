-- Claim a request key (the loser waits on the primary key) and name the call to the row history.
-- index: base_request_pkey
WITH context AS MATERIALIZED (
    SELECT set_config('pghistory.context_id', %(call)s, true) AS id,
           set_config('pghistory.context_metadata', %(metadata)s, true) AS metadata
)
INSERT INTO base_request (actor, key, verb, given_hash)
SELECT %(actor)s::bigint, %(key)s::text, %(verb)s::text, %(given_hash)s::bytea
FROM context
WHERE id IS NOT NULL AND metadata IS NOT NULL AND %(key)s::text IS NOT NULL
ON CONFLICT (actor, key) DO NOTHING
RETURNING true
