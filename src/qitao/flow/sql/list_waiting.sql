-- The tokens that wait at one node, longest first.
-- index: flow_token_waiting
SELECT i.business_type, i.business_id, t.id AS token_id, t.verdict, t.code, t.evidence, t.since,
       t.due, t.asked_at
FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id
WHERE t.definition_id = (SELECT definition_id FROM flow_node WHERE id = %(node)s::bigint)
  AND t.node_id = %(node)s::bigint
ORDER BY t.since LIMIT %(limit)s
