-- One order in full by its number.
-- index: production_workorder_number_key
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
       m.picture AS material_picture, m.spec AS material_spec, m.drawing AS material_drawing, m.lot_tracked, o.held_from, o.hold_reason,
       b.version AS bom_version, g.version AS routing_version, o.frozen_at,
       o.split_from_id AS split_from, f.number AS split_from_number, o.lot_code, o.note,
       o.released_at, o.started_at, o.completed_at, o.closed_at
FROM production_workorder o
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
LEFT JOIN catalog_bom b ON b.id = o.bom_id
LEFT JOIN catalog_routing g ON g.id = o.routing_id
LEFT JOIN production_workorder f ON f.id = o.split_from_id
WHERE o.number = %(number)s::text
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
