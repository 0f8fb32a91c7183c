-- Where business objects stand; instances and tokens are locked, each in id order.
-- index: flow_instance_one_lives, flow_token_instance
SELECT * FROM flow_stand_still_1(%(business_type)s, %(business_ids)s::bigint[])
