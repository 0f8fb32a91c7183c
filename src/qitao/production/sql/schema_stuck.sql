-- Why each order does not go on, one cause a token; none where the work simply goes on.
-- index: none (schema)
-- A person has stopped it, a job failed, a gate did not answer, material is short where the plant
-- stops for it, a gate said no, an inspection holds it, or it is somebody's turn. Drafts are not
-- begun; what is released or at work goes on, unless something of the above holds it.
CREATE VIEW production_stuck AS
SELECT o.id AS order_id, o.plant_id, t.since, n.key AS node, n.name AS node_name,
       CASE
           WHEN o.state = 'on_hold' THEN 'on_hold'
           WHEN t.wait = 'incident' OR (t.wait = 'job' AND t.verdict IN ('fail', 'unknown'))
               THEN 'failed'
           WHEN t.verdict = 'unknown' OR (k.state = 'unknown' AND z.stops) THEN 'no_answer'
           WHEN t.code = 'kitting.SHORT' OR (k.state IN ('short', 'partial') AND z.stops)
               THEN 'short'
           WHEN t.verdict = 'fail' THEN 'refused'
           WHEN q.order_id IS NOT NULL THEN 'inspection'
           WHEN o.state = 'draft' OR n.key IN ('released', 'in_production') OR t.wait <> 'task'
               THEN NULL
           ELSE 'turn'
       END AS cause
FROM flow_token t
JOIN flow_instance i ON i.id = t.instance_id AND i.business_type = 'work_order'
JOIN flow_node n ON n.id = t.node_id
JOIN production_workorder o ON o.id = i.business_id
LEFT JOIN kitting_plant_setting s ON s.plant_id = o.plant_id
LEFT JOIN kitting_verdict k ON k.source_type = 'work_order' AND k.source_id = o.id
LEFT JOIN (
    SELECT DISTINCT p.order_id
    FROM quality_inspection x
    JOIN production_orderoperation p ON p.id = x.source_id
    WHERE x.source_type = 'order_operation' AND x.blocking
      AND (x.state = 'open' OR (x.state = 'failed' AND (x.disposition IS DISTINCT FROM 'scrap'
                                                        OR x.kind = 'first_piece')))
      AND NOT EXISTS (SELECT FROM quality_inspection r WHERE r.repeats_id = x.id)
      AND NOT EXISTS (SELECT FROM production_orderoperation w
                      WHERE w.order_id = p.order_id AND w.state = 'running')
) q ON q.order_id = o.id
CROSS JOIN LATERAL (
    SELECT CASE coalesce(s.interception, 1)
               WHEN 1 THEN o.state IN ('awaiting_schedule', 'scheduled')
               WHEN 2 THEN o.state = 'released'
               WHEN 3 THEN o.state IN ('released', 'in_production')
               ELSE false
           END
           AND NOT EXISTS (
               SELECT FROM production_gatewaiver v WHERE v.order_id = o.id AND v.gate = 'kit')
           AS stops
) z
WHERE o.state NOT IN ('closed', 'cancelled')
