-- Write down why tokens stay at their gate; tell which of them an error event catches.
-- index: flow_token_pkey
WITH answered AS MATERIALIZED (
    SELECT v.token_id, v.verdict, v.code, v.evidence::jsonb AS evidence, t.instance_id, t.node_id,
           t.verdict AS last_verdict, t.code AS last_code
    FROM unnest(%(tokens)s::bigint[], %(verdicts)s::text[], %(codes)s::text[],
                %(evidences)s::text[]) AS v (token_id, verdict, code, evidence)
    JOIN flow_token t ON t.id = v.token_id
), stored AS (
    UPDATE flow_token t
    SET verdict = a.verdict, code = a.code, evidence = a.evidence, asked_at = %(at)s,
        attempt = t.attempt + 1
    FROM answered a WHERE t.id = a.token_id
), logged AS (
    INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, cause, tag, actor, verdict,
                          code, evidence)
    SELECT %(at)s, instance_id, token_id, node_id, node_id, %(cause)s, %(tag)s, %(actor)s, verdict,
           code, evidence
    FROM answered
    WHERE (verdict, code) <> (last_verdict, last_code) OR %(tag)s <> ''
)
SELECT DISTINCT ON (a.token_id) a.token_id, b.id AS boundary_id, a.code
FROM answered a
JOIN flow_node b ON b.attached_to_id = a.node_id AND b.kind = 'error' AND b.error IN ('', a.code)
WHERE a.verdict = 'fail'
ORDER BY a.token_id, b.error DESC
