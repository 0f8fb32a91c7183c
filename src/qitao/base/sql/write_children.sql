-- Write the entries of the verbs that ran inside another verb.
-- index: none (insert only)
INSERT INTO base_journal
    (call, parent, verb, actor, actor_name, door, cause, subject, given, result)
SELECT %(call)s::uuid, %(parent)s::bigint, child.verb, %(actor)s::bigint, %(actor_name)s,
       %(door)s, %(cause)s, child.subject, child.given::jsonb, child.result::jsonb
FROM unnest(%(verbs)s::text[], %(subjects)s::text[], %(givens)s::text[], %(results)s::text[])
    AS child (verb, subject, given, result)
