-- Hold active instances: their tokens stay, and nothing moves until they are resumed.
-- index: flow_instance_one_lives, flow_token_instance
SELECT * FROM flow_hold_1(%(business_type)s, %(business_ids)s::bigint[], %(actor)s, %(at)s)
