-- Waiting, working and total time per step of some business objects, in the order in which they
-- were left; what waits now comes last.
-- index: flow_instance_business, flow_log_instance, flow_token_instance
WITH instances AS MATERIALIZED (
    SELECT id FROM flow_instance
    WHERE business_type = %(business_type)s AND business_id = ANY (%(business_ids)s::bigint[])
), passed AS (
    SELECT g.from_node AS node_id, g.waited, g.worked, false AS open, g.id AS place
    FROM flow_log g
    WHERE g.instance_id IN (SELECT id FROM instances) AND g.from_node IS NOT NULL
      AND (g.edge_id IS NOT NULL OR g.cause IN ('timer', 'error', 'cancel'))
    UNION ALL
    SELECT t.node_id, coalesce(k.claimed_at, %(at)s) - t.since,
           greatest(%(at)s - k.claimed_at, '0'), true, NULL
    FROM flow_token t LEFT JOIN flow_task k ON t.wait = 'task' AND k.id = t.wait_ref
    WHERE t.instance_id IN (SELECT id FROM instances)
)
SELECT n.key AS node, n.name AS node_name, max(n.name_en) AS node_name_en, count(*) AS visits,
       count(*) FILTER (WHERE p.open) AS open,
       sum(p.waited) AS waited, sum(coalesce(p.worked, '0')) AS worked,
       sum(p.waited + coalesce(p.worked, '0')) AS total, n.verb
FROM passed p JOIN flow_node n ON n.id = p.node_id
WHERE n.kind IN ('user', 'service')
GROUP BY n.key, n.name, n.verb
ORDER BY min(p.place) NULLS LAST, min(n.id)
