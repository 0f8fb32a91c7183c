-- The latest entries of a subject by some verbs, with what was given.
-- index: base_journal_subject
SELECT id, recorded_at, verb, actor_name, cause, given::text AS given
FROM base_journal
WHERE subject = %(subject)s::text AND verb = ANY (%(verbs)s::text[])
ORDER BY id DESC
LIMIT %(limit)s::int
