-- Lock the instances and tokens of answered jobs, each in id order.
-- index: flow_job_pkey, flow_token_pkey
SELECT flow_lock_1(ARRAY(SELECT token_id FROM flow_job WHERE id = ANY (%(jobs)s::bigint[])), true)
