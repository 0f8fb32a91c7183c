-- Cancel living instances with all that waits in them.
-- index: flow_instance_one_lives
SELECT * FROM flow_cancel_1(%(business_type)s, %(business_ids)s::bigint[], %(actor)s, %(at)s)
