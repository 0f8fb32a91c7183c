-- The steps of one order that wait for a right: who was refused it last, or that nobody holds it.
-- index: flow_instance_business, flow_token_instance, flow_node_key
-- plan: custom
SELECT s.node, s.cause, coalesce(r.at, s.since) AS since,
       CASE WHEN r.post IS NOT NULL THEN ''
            ELSE coalesce(r.permission, n.permission, '') END AS permission,
       coalesce(r.post, p.name, n.post, '') AS post, coalesce(r.verb, n.verb, '') AS verb, r.who
FROM production_stuck s
JOIN flow_instance i ON i.business_type = 'work_order' AND i.business_id = s.order_id
    AND i.status IN ('active', 'held')
JOIN flow_node n ON n.definition_id = i.definition_id AND n.key = s.node
LEFT JOIN people_post p ON p.code = n.post
LEFT JOIN LATERAL (
    SELECT t.at, t.permission, t.post, t.verb, t.who FROM production_tried t
    WHERE s.cause = 'no_right' AND t.order_id = s.order_id AND t.at >= s.since
      AND CASE n.verb WHEN '' THEN t.verb IN ('production.claim_task', 'production.finish_task')
                      ELSE t.verb = n.verb END
    ORDER BY t.at DESC LIMIT 1
) r ON true
WHERE s.order_id = %(order)s::bigint AND s.cause IN ('no_right', 'nobody')
