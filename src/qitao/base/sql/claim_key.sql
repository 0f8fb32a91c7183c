-- Claim a request key (the loser waits on the primary key) and name the call to the row history.
-- The outer SELECT names the call even where there is no key to claim.
-- index: base_request_pkey
-- Unless pgtrigger.ignore is set, each history trigger raises and catches an error: 0.15 ms a row.
WITH claimed AS (
    INSERT INTO base_request (actor, key, verb, given_hash)
    SELECT %(actor)s::bigint, %(key)s::text, %(verb)s::text, %(given_hash)s::bytea
    WHERE %(key)s::text IS NOT NULL
    ON CONFLICT (actor, key) DO NOTHING
    RETURNING true AS done
)
SELECT (SELECT done FROM claimed) AS claimed,
       set_config('pghistory.context_id', %(call)s, true),
       set_config('pghistory.context_metadata', %(metadata)s, true),
       set_config('pgtrigger.ignore', '{}', true)
