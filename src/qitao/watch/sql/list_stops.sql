-- What stops orders: by the material they lack, by the gate or step that says no or nothing.
-- index: production_workorder_pkey, kitting_verdict_pkey, kitting_shortage_pkey, flow_token_instance
-- Only orders that may be stopped are asked why, and each is told once: under the material that keeps
-- it longest, and of several such under the one that most orders lack. What does not answer is given
-- some minutes, for it may answer yet.
WITH asked AS MATERIALIZED (
    SELECT i.business_id AS order_id
    FROM flow_token t
    JOIN flow_instance i ON i.id = t.instance_id AND i.business_type = 'work_order'
    WHERE t.verdict IN ('fail', 'unknown') OR t.wait = 'incident'
    UNION
    SELECT v.source_id
    FROM kitting_verdict v
    WHERE v.source_type = 'work_order' AND v.state IN ('short', 'partial', 'unknown')
), held AS MATERIALIZED (
    SELECT DISTINCT ON (x.order_id) x.order_id, x.plant_id, o.number, x.node, x.node_name,
           x.node_name_en, x.cause,
           greatest(x.since, CASE WHEN v.state = 'unknown' AND x.cause = 'no_answer'
                                    OR v.state IN ('short', 'partial') AND x.cause = 'short'
                                  THEN v.since END) AS since
    FROM asked a
    JOIN production_stuck x ON x.order_id = a.order_id
    JOIN production_workorder o ON o.id = x.order_id
    LEFT JOIN kitting_verdict v ON v.source_type = 'work_order' AND v.source_id = x.order_id
    WHERE x.cause IN ('failed', 'no_answer', 'short', 'refused')
      AND (%(plants)s::bigint[] IS NULL OR x.plant_id = ANY (%(plants)s::bigint[]))
    ORDER BY x.order_id, x.since
), lacks AS MATERIALIZED (
    SELECT h.order_id, h.plant_id, h.number, h.since, s.material_id, s.gap AS short, s.coverage_on,
           count(*) OVER (PARTITION BY h.plant_id, s.material_id) AS spread
    FROM held h
    JOIN kitting_shortage s ON s.source_type = 'work_order' AND s.source_id = h.order_id
    WHERE h.cause = 'short'
), last AS MATERIALIZED (
    SELECT DISTINCT ON (order_id) order_id, plant_id, number, since, material_id, short
    FROM lacks
    ORDER BY order_id, coverage_on DESC NULLS FIRST, spread DESC, material_id
), lacking AS (
    SELECT l.plant_id, l.material_id, sum(l.short) AS figure, count(*)::int AS count,
           min(l.number) AS number, min(l.since) AS since, max(l.since) AS newest
    FROM last l
    GROUP BY l.plant_id, l.material_id
), beside AS (
    SELECT l.plant_id, l.material_id, count(DISTINCT k.material_id)::int - 1 AS others
    FROM last l JOIN lacks k USING (order_id)
    GROUP BY l.plant_id, l.material_id
), grouped AS (
    SELECT 'short' AS kind, w.plant_id AS plant, w.material_id::text AS reference, m.name,
           m.name_en, m.code, u.code AS unit, w.figure, w.count, w.number, w.material_id AS target,
           b.others, w.since, w.newest
    FROM lacking w
    JOIN beside b USING (plant_id, material_id)
    JOIN catalog_material m ON m.id = w.material_id
    JOIN catalog_unit u ON u.id = m.unit_id
    UNION ALL
    SELECT h.cause, h.plant_id, h.node, min(h.node_name), max(h.node_name_en), h.node,
           '', NULL,
           count(*)::int, min(h.number), NULL, 0, min(h.since), max(h.since)
    FROM held h
    WHERE h.cause IN ('failed', 'refused')
       OR (h.cause = 'no_answer'
           AND h.since < %(at)s::timestamptz - make_interval(mins => %(silent_minutes)s::int))
    GROUP BY h.cause, h.plant_id, h.node
)
SELECT kind, plant, reference, name, name_en, code, unit, figure, count, number, target, others,
       since, newest
FROM grouped
ORDER BY newest DESC, kind, reference
LIMIT 200
