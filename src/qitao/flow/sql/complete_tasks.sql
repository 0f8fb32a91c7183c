-- Complete the tasks that wait for a verb and move their tokens on.
-- index: flow_instance_business, flow_task_instance, flow_token_pkey
SELECT * FROM flow_complete_1(
    %(business_type)s, %(business_ids)s::bigint[], %(verb)s, %(actor)s, %(at)s,
    %(variables)s::jsonb, %(tag)s, %(hops_max)s)
