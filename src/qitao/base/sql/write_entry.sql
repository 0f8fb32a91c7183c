-- Write one journal entry, keep the answer under the request key, ring the bell.
-- index: base_request_pkey
WITH entry AS (
    INSERT INTO base_journal (call, verb, actor, actor_name, door, cause, subject, given, result)
    VALUES (%(call)s::uuid, %(verb)s, %(actor)s, %(actor_name)s, %(door)s, %(cause)s,
            %(subject)s, %(given)s::jsonb, %(result)s::jsonb)
    RETURNING id
), answered AS (
    UPDATE base_request
    SET result = %(answer)s::text, entry = (SELECT id FROM entry)
    WHERE actor = %(actor)s::bigint AND key = %(key)s::text
)
SELECT id, pg_notify('qitao_journal', '') FROM entry
