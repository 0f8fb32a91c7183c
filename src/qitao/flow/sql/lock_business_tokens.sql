-- Lock the living instances of business objects and all their tokens, in id order.
-- index: flow_instance_one_lives, flow_token_instance_id
WITH instances AS MATERIALIZED (
    SELECT id, business_type, business_id, status FROM flow_instance
    WHERE business_type = %(business_type)s AND business_id = ANY (%(business_ids)s::bigint[])
      AND status IN ('active', 'held')
    ORDER BY id FOR NO KEY UPDATE
)
SELECT t.id AS token_id, i.business_type::text, i.business_id, n.step, n.id AS node_id,
       n.key AS node, n.name AS node_name, t.wait, t.wait_ref, t.code, i.status
FROM flow_token t
JOIN instances i ON i.id = t.instance_id
JOIN flow_node n ON n.id = t.node_id
ORDER BY t.id FOR NO KEY UPDATE OF t
