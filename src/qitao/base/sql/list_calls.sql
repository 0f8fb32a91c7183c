-- The outermost entries of some calls: who wrote the row versions of these transactions, and why.
-- index: base_journal_call
SELECT call, id, recorded_at, verb, actor, actor_name, door, cause,
       coalesce(given ->> 'reason', '') AS reason
FROM base_journal
WHERE call = ANY (%(calls)s::uuid[]) AND parent IS NULL
  AND recorded_at >= %(since)s::timestamptz
LIMIT %(limit)s::int
