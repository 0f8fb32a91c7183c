-- How many orders of some plants wait at each step, since when, and for how many nobody knows why.
-- index: flow_token_waiting, production_workorder_pkey
-- plan: custom
-- Counted once: joined as it is, it would be counted again for every node of the flow.
WITH w AS MATERIALIZED (
    SELECT t.node_id, count(*) AS count, min(t.since) AS since,
           count(*) FILTER (WHERE t.verdict = 'fail') AS failed,
           count(*) FILTER (WHERE t.verdict = 'unknown') AS unknown
    FROM flow_token t
    JOIN flow_instance i ON i.id = t.instance_id AND i.business_type = 'work_order'
    JOIN production_workorder o ON o.id = i.business_id
    WHERE o.plant_id = ANY (%(plants)s::bigint[])
    GROUP BY t.node_id
)
SELECT d.key AS definition, d.version, n.id AS node_id, n.key AS node, n.name AS node_name, n.name_en AS node_name_en,
       n.entry AS wait, w.count, w.since, w.failed, w.unknown
FROM w
JOIN flow_node n ON n.id = w.node_id
JOIN flow_definition d ON d.id = n.definition_id
WHERE %(definition_key)s::text = '' OR d.key = %(definition_key)s::text
ORDER BY w.count DESC, n.id
LIMIT 1000
