-- Where business objects stand; instances and tokens are locked, each in id order.
-- index: flow_instance_one_lives, flow_token_instance, flow_node_pkey
SELECT s.*, n.name_en AS node_name_en
FROM flow_stand_still_1(%(business_type)s, %(business_ids)s::bigint[]) s
JOIN flow_node n ON n.id = s.node_id
ORDER BY s.token_id
