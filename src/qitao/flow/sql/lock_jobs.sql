-- Lock the instances and tokens of answered jobs; those whose lease went to somebody else show it.
-- index: flow_job_pkey, flow_token_pkey
WITH instances AS MATERIALIZED (
    SELECT id, status, business_type, business_id FROM flow_instance
    WHERE id IN (SELECT instance_id FROM flow_job WHERE id = ANY (%(jobs)s::bigint[]))
    ORDER BY id FOR NO KEY UPDATE
), tokens AS MATERIALIZED (
    SELECT t.id FROM flow_token t
    WHERE t.id IN (SELECT token_id FROM flow_job WHERE id = ANY (%(jobs)s::bigint[]))
      AND (SELECT count(*) FROM instances) >= 0
    ORDER BY t.id FOR NO KEY UPDATE
)
SELECT count(*) FROM tokens
