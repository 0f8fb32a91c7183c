-- The entries that one entry called.
-- index: base_journal_pkey
SELECT id, recorded_at, verb, actor, actor_name, door, cause, parent, subject
FROM base_journal
WHERE id > %(id)s::bigint AND id <= %(id)s::bigint + %(limit)s::int AND parent = %(id)s::bigint
ORDER BY id
LIMIT %(limit)s::int
