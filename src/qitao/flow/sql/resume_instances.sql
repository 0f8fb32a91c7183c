-- Resume held instances; what was due meanwhile is due now.
-- index: flow_instance_one_lives, flow_token_instance
SELECT * FROM flow_resume_1(%(business_type)s, %(business_ids)s::bigint[], %(actor)s, %(at)s)
