-- Why each order does not go on, one cause a token; none where the work simply goes on.
-- index: none (schema)
-- A person has stopped it, a job failed, a gate did not answer, material is short where the plant
-- stops for it, a gate said no, an inspection holds it, who tried the next step lacks the right
-- for it (`production_tried`; not where somebody else has the task), nobody has that right, or it
-- is somebody's turn. Drafts are not begun; what is released or at work goes on, unless something
-- of the above holds it.
-- Nobody: no active person holds at the plant what the step asks for, or the post that it is given
-- to, and none stands in for others there.
CREATE VIEW production_stuck AS
SELECT o.id AS order_id, o.plant_id, t.since, n.key AS node, n.name AS node_name,
       n.name_en AS node_name_en,
       CASE
           WHEN o.state = 'on_hold' THEN 'on_hold'
           WHEN t.wait = 'incident' OR (t.wait = 'job' AND t.verdict IN ('fail', 'unknown'))
               THEN 'failed'
           WHEN t.verdict = 'unknown' OR (k.state = 'unknown' AND z.stops) THEN 'no_answer'
           WHEN t.code = 'kitting.SHORT' OR (k.state IN ('short', 'partial') AND z.stops)
               THEN 'short'
           WHEN t.verdict = 'fail' THEN 'refused'
           WHEN q.order_id IS NOT NULL THEN 'inspection'
           WHEN t.wait = 'task' AND r.order_id IS NOT NULL THEN 'no_right'
           WHEN t.wait = 'task' AND o.state <> 'draft' AND (
               n.permission <> '' AND (n.permission, o.plant_id) NOT IN (
                   SELECT c.permission, h.plant_id
                   FROM (SELECT DISTINCT role_id, plant_id FROM people_role_held) h
                   JOIN people_rolepermission c ON c.role_id = h.role_id)
               OR n.post <> '' AND (n.post, o.plant_id) NOT IN (
                   SELECT b.code, f.id
                   FROM (SELECT DISTINCT post_id FROM people_role_held) h
                   JOIN people_post b ON b.id = h.post_id
                   CROSS JOIN people_plant f)
                   AND o.plant_id NOT IN (
                       SELECT h.plant_id FROM people_role_held h
                       JOIN people_rolepermission c ON c.role_id = h.role_id
                       WHERE c.permission = 'flow.release_tasks_of_others')
           ) THEN 'nobody'
           WHEN o.state = 'draft' OR n.key IN ('released', 'in_production') OR t.wait <> 'task'
               THEN NULL
           ELSE 'turn'
       END AS cause
FROM flow_token t
JOIN flow_instance i ON i.id = t.instance_id AND i.business_type = 'work_order'
JOIN flow_node n ON n.id = t.node_id
JOIN production_workorder o ON o.id = i.business_id
LEFT JOIN kitting_plant_setting s ON s.plant_id = o.plant_id
LEFT JOIN kitting_verdict k
     ON k.source_type = 'work_order' AND k.source_id = o.id AND k.state <> 'complete'
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
LEFT JOIN (
    SELECT DISTINCT ON (y.order_id, v.verb) y.order_id, v.verb, y.at, y.user_id
    FROM production_tried y
    CROSS JOIN LATERAL (
        SELECT CASE WHEN y.verb IN ('production.claim_task', 'production.finish_task') THEN ''
                    ELSE y.verb END AS verb) v
    ORDER BY y.order_id, v.verb, y.at DESC
) r ON r.order_id = o.id AND r.verb = n.verb AND r.at >= t.since
    AND NOT EXISTS (
        SELECT FROM flow_task k WHERE k.token_id = t.id AND k.state = 'open'
            AND (k.claimed_by <> r.user_id OR k.claimed_at > r.at))
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
