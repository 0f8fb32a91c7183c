-- What was refused, of one subject, verb, person or code.
-- index: base_refusal_pkey, base_refusal_subject, base_refusal_actor, base_refusal_code
-- plan: custom
SELECT id, recorded_at, verb, actor, actor_name, door, cause, subject, code,
       evidence::text AS evidence, given::text AS given
FROM base_refusal
WHERE (%(subject)s::text IS NULL OR subject = %(subject)s::text)
  AND (%(subjects)s::text[] IS NULL OR subject = ANY (%(subjects)s::text[]))
  AND (%(verb)s::text IS NULL OR verb = %(verb)s::text)
  AND (%(actor)s::bigint IS NULL OR actor = %(actor)s::bigint)
  AND (%(actors)s::bigint[] IS NULL OR actor = ANY (%(actors)s::bigint[]))
  AND (%(code)s::text IS NULL OR code = %(code)s::text)
  AND (%(since)s::timestamptz IS NULL OR recorded_at >= %(since)s::timestamptz)
  AND (%(until)s::timestamptz IS NULL OR recorded_at < %(until)s::timestamptz)
