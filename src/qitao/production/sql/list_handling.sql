-- Waiting, working and total time per step of the orders of some plants between two moments.
-- index: flow_log_figures, flow_instance_pkey, production_workorder_pkey
-- plan: custom
SELECT n.key AS node, n.name AS node_name, count(*) AS visits,
       (extract(epoch FROM sum(g.waited)) / count(*))::float AS waited_seconds,
       (extract(epoch FROM sum(g.worked)) / count(*))::float AS worked_seconds,
       (extract(epoch FROM sum(g.waited + g.worked)) / count(*))::float AS total_seconds
FROM flow_definition d
JOIN flow_node n ON n.definition_id = d.id AND n.kind IN ('user', 'service')
JOIN flow_log g ON g.from_node = n.id AND g.edge_id IS NOT NULL
    AND g.at >= %(since)s::timestamptz AND g.at < %(until)s::timestamptz
JOIN flow_instance i ON i.id = g.instance_id AND i.business_type = 'work_order'
JOIN production_workorder o ON o.id = i.business_id
WHERE d.key = %(definition_key)s
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY n.key, n.name
ORDER BY min(n.id)
