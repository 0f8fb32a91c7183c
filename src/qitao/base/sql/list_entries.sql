-- Journal entries of one subject, verb or person; without children where only outermost are asked.
-- index: base_journal_pkey, base_journal_subject, base_journal_verb, base_journal_actor
-- plan: custom
SELECT id, recorded_at, verb, actor, actor_name, door, cause, parent, subject
FROM base_journal
WHERE (%(subject)s::text IS NULL OR subject = %(subject)s::text)
  AND (%(subjects)s::text[] IS NULL OR subject = ANY (%(subjects)s::text[]))
  AND (%(verb)s::text IS NULL OR verb = %(verb)s::text)
  AND (%(actor)s::bigint IS NULL OR actor = %(actor)s::bigint)
  AND (%(actors)s::bigint[] IS NULL OR actor = ANY (%(actors)s::bigint[]))
  AND (%(doors)s::text[] IS NULL OR door = ANY (%(doors)s::text[]))
  AND (%(since)s::timestamptz IS NULL OR recorded_at >= %(since)s::timestamptz)
  AND (%(until)s::timestamptz IS NULL OR recorded_at < %(until)s::timestamptz)
  AND (NOT %(outermost)s::boolean OR parent IS NULL)
