-- How many orders stand still for each cause, since when; turns and wanting rights by step.
-- index: none (reads every open order's token, verdict and inspection once)
-- plan: custom
-- The causes are told once: in the grouping they would be told again for each column.
WITH s AS MATERIALIZED (
    SELECT x.order_id, x.node, x.node_name, x.node_name_en, x.since, x.cause
    FROM production_stuck x
    WHERE (%(plants)s::bigint[] IS NULL OR x.plant_id = ANY (%(plants)s::bigint[]))
      AND (%(work_centre)s::bigint IS NULL OR EXISTS (
           SELECT FROM production_orderoperation r
           WHERE r.order_id = x.order_id AND r.work_centre_id = %(work_centre)s::bigint
             AND r.state <> 'finished'))
)
SELECT s.cause, CASE WHEN s.cause IN ('turn', 'no_right', 'nobody') THEN s.node END AS node,
       CASE WHEN s.cause IN ('turn', 'no_right', 'nobody') THEN max(s.node_name) END AS node_name,
       CASE WHEN s.cause IN ('turn', 'no_right', 'nobody') THEN max(s.node_name_en) END
           AS node_name_en,
       count(DISTINCT s.order_id)::int AS orders, min(s.since) AS since
FROM s
WHERE s.cause IS NOT NULL
GROUP BY 1, 2
ORDER BY orders DESC, since
