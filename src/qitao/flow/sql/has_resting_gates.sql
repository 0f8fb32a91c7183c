-- Tell whether any gate waits that was not asked since, without writing.
-- index: flow_token_gate
-- plan: custom
SELECT EXISTS (
    SELECT FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id AND i.status = 'active'
    WHERE t.wait = 'gate' AND (t.asked_at IS NULL OR t.asked_at < %(asked_before)s)
)
