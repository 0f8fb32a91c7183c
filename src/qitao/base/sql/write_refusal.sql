-- Record a refusal: why a verb was not carried out. It waits for no standby, which may be why.
-- index: none (insert only)
INSERT INTO base_refusal (verb, actor, actor_name, door, cause, subject, code, evidence, given)
VALUES (%(verb)s, %(actor)s, %(actor_name)s, %(door)s, %(cause)s, %(subject)s, %(code)s,
        %(evidence)s::jsonb, %(given)s::jsonb)
RETURNING id, CASE WHEN current_setting('synchronous_commit') <> 'off'
                   THEN set_config('synchronous_commit', 'local', true) END
