-- Waiting, working and total time per step of the orders of some plants between two moments.
-- index: flow_log_figures, flow_instance_pkey, production_workorder_pkey, production_operation_sequence, production_period_operation
-- plan: custom
-- Where operations are reported, an order is worked on while one of them runs, not while a task is claimed.
WITH visit AS MATERIALIZED (
    SELECT n.id, n.key, n.name, n.name_en, g.waited + g.worked AS total,
           CASE WHEN n.verb = 'production.finish_operation' THEN r.worked ELSE g.worked END AS worked
    FROM flow_definition d
    JOIN flow_node n ON n.definition_id = d.id AND n.kind IN ('user', 'service')
    JOIN flow_log g ON g.from_node = n.id AND g.edge_id IS NOT NULL
        AND g.at >= %(since)s::timestamptz AND g.at < %(until)s::timestamptz
    JOIN flow_instance i ON i.id = g.instance_id AND i.business_type = 'work_order'
    JOIN production_workorder o ON o.id = i.business_id
    LEFT JOIN LATERAL (
        SELECT coalesce(sum(upper(s) - lower(s)), '0') AS worked
        FROM (
            SELECT unnest(range_agg(tstzrange(greatest(p.started_at, g.at - g.waited - g.worked),
                                              least(coalesce(p.ended_at, g.at), g.at)))) AS s
            FROM production_orderoperation q
            JOIN production_workperiod p ON p.operation_id = q.id
                AND p.started_at < g.at
                AND coalesce(p.ended_at, g.at) > g.at - g.waited - g.worked
            WHERE q.order_id = o.id
        ) stretches
    ) r ON n.verb = 'production.finish_operation'
    WHERE d.key = %(definition_key)s
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
)
SELECT key AS node, name AS node_name, max(name_en) AS node_name_en, count(*) AS visits,
       (extract(epoch FROM sum(total - worked)) / count(*))::float AS waited_seconds,
       (extract(epoch FROM sum(worked)) / count(*))::float AS worked_seconds,
       (extract(epoch FROM sum(total)) / count(*))::float AS total_seconds
FROM visit
GROUP BY key, name
ORDER BY min(id)
