-- Write a journal entry with its children, keep the answer under the request key, ring the bell.
-- index: base_request_pkey
SELECT base_write_entry_v1(%(call)s::uuid, %(verb)s::text, %(actor)s::bigint, %(actor_name)s::text,
    %(door)s::text, %(cause)s::text, %(subject)s::text, %(given)s::jsonb, %(result)s::jsonb,
    %(key)s::text, %(answer)s::text, %(ring)s::boolean, %(verbs)s::text[], %(subjects)s::text[],
    %(givens)s::text[], %(results)s::text[])
