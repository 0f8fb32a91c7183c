-- Open incidents that are not open yet.
-- index: flow_incident_one_open
INSERT INTO flow_incident (instance_id, token_id, node_id, code, evidence, opened_at)
SELECT v.instance_id, v.token_id, t.node_id, v.code, v.evidence::jsonb, %(at)s
FROM unnest(%(instances)s::bigint[], %(tokens)s::bigint[], %(codes)s::text[],
            %(evidences)s::text[]) AS v (instance_id, token_id, code, evidence)
LEFT JOIN flow_token t ON t.id = v.token_id
ON CONFLICT (instance_id, token_id, code) WHERE resolved_at IS NULL DO NOTHING
RETURNING id
