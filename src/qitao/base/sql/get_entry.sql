-- One journal entry with what was given and what came out.
-- index: base_journal_pkey
SELECT id, epoch, xid::text::bigint AS xid, recorded_at, verb, actor, actor_name, door, cause,
       parent, subject, given::text AS given, result::text AS result
FROM base_journal
WHERE id = %(id)s::bigint
