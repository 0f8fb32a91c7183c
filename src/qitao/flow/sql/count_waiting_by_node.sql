-- How many tokens wait at each node, since when, and for how many the reason is not known.
-- index: flow_token_waiting
-- plan: custom
-- Counted once: joined as it is, it would be counted again for every node of the flow.
WITH w AS MATERIALIZED (
    SELECT node_id, count(*) AS count, min(since) AS since,
           count(*) FILTER (WHERE verdict = 'fail') AS failed,
           count(*) FILTER (WHERE verdict = 'unknown') AS unknown
    FROM flow_token GROUP BY node_id
)
SELECT d.key AS definition, d.version, n.id AS node_id, n.key AS node, n.name AS node_name, n.name_en AS node_name_en,
       n.entry AS wait, w.count, w.since, w.failed, w.unknown
FROM w
JOIN flow_node n ON n.id = w.node_id
JOIN flow_definition d ON d.id = n.definition_id
WHERE %(definition_key)s::text = '' OR d.key = %(definition_key)s::text
ORDER BY w.count DESC, n.id
LIMIT 1000
