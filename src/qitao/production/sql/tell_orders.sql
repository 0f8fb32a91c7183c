-- What lists and boards show of these orders, in the order given: step, kit, why they stand still.
-- index: production_workorder_pkey, kitting_shortage_pkey, production_waiver_once
-- The view of causes is asked for one order at a time; of several the longest that is not a turn.
SELECT o.id, o.number, o.plant_id AS plant, p.code AS plant_code, o.material_id AS material,
       m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, u.name AS unit, o.quantity, o.good,
       o.scrap, o.received, o.state, o.state_since, o.priority::int AS priority, o.due_on,
       o.planned_start, o.planned_end, t.step, t.step_name, t.step_name_en, t.step_since, t.step_outcome,
       t.step_code, k.state AS kit_state, k.lines AS kit_lines, k.lines_short AS kit_short,
       k.coverage_on AS kit_on, q.name AS operation, q.name_en AS operation_en, o.created_at,
       k.lines_short > 0 AND EXISTS (SELECT FROM production_gatewaiver v WHERE v.order_id = o.id
                                     AND v.gate = 'kit') IS TRUE AS kit_waived,
       (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date AS plant_day,
       m.picture AS material_picture, l.name AS lacks, l.name_en AS lacks_en,
       l.unit AS lacks_unit, l.short AS lacks_quantity, c.cause, c.node AS cause_step,
       c.node_name AS cause_step_name, c.node_name_en AS cause_step_name_en
FROM unnest(%(orders)s::bigint[]) WITH ORDINALITY AS page (id, place)
JOIN production_workorder o ON o.id = page.id
JOIN people_plant p ON p.id = o.plant_id
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN LATERAL (
    SELECT n.key AS step, n.name AS step_name, n.name_en AS step_name_en,
           t.since AS step_since, t.verdict AS step_outcome, t.code AS step_code
    FROM flow_instance i
    JOIN flow_token t ON t.instance_id = i.id
    JOIN flow_node n ON n.id = t.node_id
    WHERE i.business_type = 'work_order' AND i.business_id = o.id
    ORDER BY t.since LIMIT 1
) t ON true
LEFT JOIN kitting_verdict k ON k.source_type = 'work_order' AND k.source_id = o.id
LEFT JOIN LATERAL (
    SELECT r.name, r.name_en FROM production_orderoperation r
    WHERE o.state = 'in_production' AND r.order_id = o.id AND r.state <> 'finished'
    ORDER BY (r.state = 'running') DESC, r.sequence LIMIT 1
) q ON true
LEFT JOIN LATERAL (
    SELECT x.name, x.name_en, y.name AS unit, h.gap AS short
    FROM kitting_shortage h
    JOIN catalog_material x ON x.id = h.material_id
    JOIN catalog_unit y ON y.id = x.unit_id
    WHERE k.lines_short > 0 AND h.source_type = 'work_order' AND h.source_id = o.id
      AND o.state = ANY (CASE (SELECT coalesce(max(s.interception), 1)
                               FROM kitting_plant_setting s WHERE s.plant_id = o.plant_id)
                         WHEN 1 THEN ARRAY['awaiting_schedule', 'scheduled']
                         WHEN 2 THEN ARRAY['released']
                         WHEN 3 THEN ARRAY['released', 'in_production']
                         ELSE ARRAY[]::text[] END)
      AND NOT EXISTS (SELECT FROM production_gatewaiver v
                      WHERE v.order_id = o.id AND v.gate = 'kit')
    ORDER BY h.short = 0, h.gap DESC, h.source_line LIMIT 1
) l ON true
LEFT JOIN LATERAL (
    SELECT s.cause, s.node, s.node_name, s.node_name_en
    FROM production_stuck s
    WHERE s.order_id = o.id AND s.cause IS NOT NULL
    ORDER BY s.cause = 'turn', s.since, s.node LIMIT 1
) c ON true
ORDER BY page.place
