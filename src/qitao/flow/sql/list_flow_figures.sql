-- Waiting, working and total time per step of a process between two moments.
-- index: flow_log_figures
SELECT n.key AS node, n.name AS node_name, max(n.name_en) AS node_name_en, count(*) AS visits, 0 AS open,
       sum(g.waited) AS waited, sum(g.worked) AS worked, sum(g.waited + g.worked) AS total, n.verb
FROM flow_definition d
JOIN flow_node n ON n.definition_id = d.id AND n.kind IN ('user', 'service')
JOIN flow_log g ON g.from_node = n.id AND g.edge_id IS NOT NULL
    AND g.at >= %(since)s AND g.at < %(until)s
WHERE d.key = %(definition_key)s
GROUP BY n.key, n.name, n.verb
ORDER BY min(n.id)
