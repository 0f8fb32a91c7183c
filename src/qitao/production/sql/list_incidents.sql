-- Open incidents of orders of some plants, and those of no order for whoever is without bounds.
-- index: flow_incident_open, production_workorder_pkey
-- plan: custom
SELECT n.id, n.code, n.evidence, n.opened_at, i.business_id AS order, w.number,
       w.plant_id AS plant, o.key AS node, o.name AS node_name, o.name_en AS node_name_en,
       coalesce((SELECT t.wait = 'incident' AND t.wait_ref = n.id FROM flow_token t
                 WHERE t.id = n.token_id), false) AS holds
FROM flow_incident n
LEFT JOIN flow_instance i ON i.id = n.instance_id AND i.business_type = 'work_order'
LEFT JOIN production_workorder w ON w.id = i.business_id
LEFT JOIN flow_node o ON o.id = n.node_id
WHERE n.resolved_at IS NULL
  AND (%(plants)s::bigint[] IS NULL OR w.plant_id = ANY (%(plants)s::bigint[]))
ORDER BY n.opened_at, n.id
LIMIT %(limit)s
