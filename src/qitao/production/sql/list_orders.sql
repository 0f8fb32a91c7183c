-- A page of orders by due date, number, priority or the newest first, with step, kit and first cause.
-- index: production_order_due, kitting_verdict_due, production_workorder_number_key, production_workorder_pkey, catalog_material_search, kitting_shortage_pkey, production_waiver_once
-- plan: custom
-- By kit the verdicts lead in the order of the due date, which they repeat: short orders are rare among
-- those due first, and no index may hold a verdict's state (its updates are heap-only).
-- By another order than the due date a page begins behind the order last seen, as it stands now.
-- A text comes as ids where few orders match (`match_orders`), else it is met soon enough on the way.
WITH chosen AS NOT MATERIALIZED (
    SELECT o.* FROM production_workorder o
    WHERE (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
      AND (%(plant)s::bigint IS NULL OR o.plant_id = %(plant)s::bigint)
      AND (%(states)s::text[] IS NULL OR o.state = ANY (%(states)s::text[]))
      AND (%(material)s::bigint IS NULL OR o.material_id = %(material)s::bigint)
      AND (%(due_from)s::date IS NULL OR coalesce(o.due_on, '9999-12-31') >= %(due_from)s::date)
      AND (%(due_to)s::date IS NULL OR coalesce(o.due_on, '9999-12-31') <= %(due_to)s::date)
      AND (%(priority_max)s::int IS NULL OR o.priority <= %(priority_max)s::int)
      AND (%(work_centre)s::bigint IS NULL OR o.id IN (
           SELECT r.order_id FROM production_orderoperation r
           WHERE r.work_centre_id = %(work_centre)s::bigint AND r.state <> 'finished'))
      AND (NOT %(late)s::boolean OR (o.due_on < (%(at)s::timestamptz AT TIME ZONE 'UTC')::date + 2
           AND o.state NOT IN ('completed', 'closed', 'cancelled')
           AND o.due_on < (SELECT (%(at)s::timestamptz AT TIME ZONE z.time_zone)::date
                           FROM people_plant z WHERE z.id = o.plant_id)))
      AND (%(ids)s::bigint[] IS NULL OR o.id = ANY (%(ids)s::bigint[]))
      AND (%(text)s::text IS NULL OR strpos(upper(o.number), %(text)s::text) > 0
           OR o.material_id IN (
               SELECT m.id FROM catalog_material m
               WHERE catalog_pairs(m.search_text) @> catalog_pairs(lower(%(text)s::text))
                 AND strpos(m.search_text, lower(%(text)s::text)) > 0))
      AND (%(step)s::text IS NULL OR %(step)s::text = ANY (ARRAY(
           SELECT n.key::text FROM flow_instance i
           JOIN flow_token t ON t.instance_id = i.id
           JOIN flow_node n ON n.id = t.node_id
           WHERE i.business_type = 'work_order' AND i.business_id = o.id)))
      AND (%(cause)s::text IS NULL OR o.id IN (
           SELECT x.order_id FROM production_stuck x WHERE x.cause = %(cause)s::text))
), page AS (
    (SELECT o.id, coalesce(o.due_on, '9999-12-31') AS rank_on, 0::bigint AS place FROM chosen o
     WHERE %(kits)s::text[] IS NULL AND %(sort)s::text = 'due_on'
       AND (%(after_id)s::bigint IS NULL
            OR (coalesce(o.due_on, '9999-12-31'), o.id)
               > (%(after_due)s::date, %(after_id)s::bigint))
     ORDER BY coalesce(o.due_on, '9999-12-31'), o.id
     LIMIT %(limit)s)
    UNION ALL
    (SELECT o.id, v.rank_on, 0 FROM kitting_verdict v JOIN chosen o ON o.id = v.source_id
     WHERE %(kits)s::text[] IS NOT NULL AND %(sort)s::text = 'due_on' AND v.source_type = 'work_order'
       AND v.state = ANY (%(kits)s::text[])
       AND (%(after_id)s::bigint IS NULL
            OR (v.rank_on, v.source_id) > (%(after_due)s::date, %(after_id)s::bigint))
     ORDER BY v.rank_on, v.source_id
     LIMIT %(limit)s)
    UNION ALL
    SELECT n.id, NULL, row_number() OVER (ORDER BY n.number)
    FROM (SELECT o.id, o.number FROM chosen o
          WHERE %(sort)s::text = 'number' AND (%(kits)s::text[] IS NULL OR EXISTS (
                  SELECT FROM kitting_verdict v
                  WHERE v.source_type = 'work_order' AND v.source_id = o.id
                    AND v.state = ANY (%(kits)s::text[])))
            AND (%(after_id)s::bigint IS NULL OR o.number
                 > (SELECT a.number FROM production_workorder a WHERE a.id = %(after_id)s::bigint))
          ORDER BY o.number LIMIT %(limit)s) n
    UNION ALL
    SELECT n.id, NULL, row_number() OVER (ORDER BY n.id DESC)
    FROM (SELECT o.id FROM chosen o
          WHERE %(sort)s::text = 'newest' AND (%(kits)s::text[] IS NULL OR EXISTS (
                  SELECT FROM kitting_verdict v
                  WHERE v.source_type = 'work_order' AND v.source_id = o.id
                    AND v.state = ANY (%(kits)s::text[])))
            AND (%(after_id)s::bigint IS NULL OR o.id < %(after_id)s::bigint)
          ORDER BY o.id DESC LIMIT %(limit)s) n
    UNION ALL
    SELECT n.id, NULL, row_number() OVER (ORDER BY n.priority, n.due_on, n.id)
    FROM (SELECT o.id, o.priority, coalesce(o.due_on, '9999-12-31') AS due_on FROM chosen o
          WHERE %(sort)s::text = 'priority' AND (%(kits)s::text[] IS NULL OR EXISTS (
                  SELECT FROM kitting_verdict v
                  WHERE v.source_type = 'work_order' AND v.source_id = o.id
                    AND v.state = ANY (%(kits)s::text[])))
            AND (%(after_id)s::bigint IS NULL
                 OR (o.priority, coalesce(o.due_on, '9999-12-31'), o.id)
                 > (SELECT a.priority, coalesce(a.due_on, '9999-12-31'), a.id
                    FROM production_workorder a WHERE a.id = %(after_id)s::bigint))
          ORDER BY o.priority, coalesce(o.due_on, '9999-12-31'), o.id LIMIT %(limit)s) n
    ORDER BY place, rank_on, id
    LIMIT %(limit)s
)
SELECT o.id, o.number, o.plant_id AS plant, p.code AS plant_code, o.material_id AS material,
       m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, u.name AS unit, o.quantity, o.good,
       o.scrap, o.received, o.state, o.state_since, o.priority::int AS priority, o.due_on,
       o.planned_start, o.planned_end, t.step, t.step_name, t.step_since, t.step_outcome,
       t.step_code, k.state AS kit_state, k.lines AS kit_lines, k.lines_short AS kit_short,
       k.coverage_on AS kit_on, q.name AS operation, q.name_en AS operation_en, o.created_at,
       (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date AS plant_day,
       m.picture AS material_picture, l.name AS lacks, l.name_en AS lacks_en,
       l.unit AS lacks_unit, l.short AS lacks_quantity
FROM page
JOIN production_workorder o ON o.id = page.id
JOIN people_plant p ON p.id = o.plant_id
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN LATERAL (
    SELECT n.key AS step, n.name AS step_name, t.since AS step_since, t.verdict AS step_outcome,
           t.code AS step_code
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
    SELECT x.name, x.name_en, y.name AS unit, h.short
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
    ORDER BY h.short DESC, h.source_line LIMIT 1
) l ON true
ORDER BY page.place, page.rank_on, o.id
