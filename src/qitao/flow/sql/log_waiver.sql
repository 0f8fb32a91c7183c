-- Log which verdict a person overruled, and why.
-- index: flow_token_pkey
INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, cause, actor, verdict, code,
                      evidence)
SELECT %(at)s, instance_id, id, node_id, node_id, 'waive', %(actor)s, verdict, code,
       evidence || %(reason)s::jsonb
FROM flow_token WHERE id = ANY (%(tokens)s::bigint[])
