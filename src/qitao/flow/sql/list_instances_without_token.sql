-- Active or held instances that have no token: nothing would ever move them.
-- index: flow_instance_one_lives, flow_token_instance
-- plan: custom
SELECT i.id AS instance_id, NULL::bigint AS token_id,
       jsonb_build_object('business_type', i.business_type, 'business_id', i.business_id,
                          'status', i.status) AS evidence
FROM flow_instance i
WHERE i.status IN ('active', 'held')
  AND NOT EXISTS (SELECT FROM flow_token t WHERE t.instance_id = i.id)
ORDER BY i.id LIMIT %(limit)s
