-- Note when gates were asked whose answer is the one they had; those with another one stay as they are.
-- index: flow_token_pkey
-- The evidence may be newer under the same answer. Where an error event catches a failure, the token
-- is to move.
UPDATE flow_token t
SET asked_at = %(at)s, attempt = t.attempt + 1, evidence = a.evidence
FROM (SELECT v.token_id, v.verdict, v.code, v.evidence::jsonb AS evidence
      FROM unnest(%(tokens)s::bigint[], %(verdicts)s::text[], %(codes)s::text[],
                  %(evidences)s::text[]) AS v (token_id, verdict, code, evidence)) a
WHERE t.id = a.token_id AND t.verdict = a.verdict AND t.code = a.code AND a.verdict <> 'pass'
  AND NOT EXISTS (SELECT FROM flow_node b
                  WHERE b.attached_to_id = t.node_id AND b.kind = 'error'
                    AND b.error IN ('', a.code) AND a.verdict = 'fail')
