-- The operations that can be worked on now, running ones first, then by urgency.
-- index: production_operation_open, production_report_operator, production_period_operation
-- plan: custom
-- An operator's own: what runs under the own hands, then the centre of the last own report; what a
-- supplier does is nobody's task at a machine.
SELECT p.id, p.order_id AS order, o.number, o.plant_id AS plant,
       w.org_unit_id AS org_unit, p.sequence, p.name, p.name_en, p.work_centre_id AS work_centre,
       w.code AS work_centre_code, w.name AS work_centre_name, w.name_en AS work_centre_name_en,
       p.machine_id AS machine, c.code AS machine_code, c.name AS machine_name,
       c.name_en AS machine_name_en, p.state, o.state AS order_state, m.code AS material_code,
       m.name AS material_name, m.name_en AS material_name_en, u.name AS unit, p.quantity, p.good,
       p.scrap, p.rework,
       (SELECT t.available FROM production_stages(p.order_id) t WHERE t.id = p.id) AS available,
       p.setup_minutes, p.run_minutes,
       coalesce((SELECT sum(extract(epoch FROM coalesce(x.ended_at, now()) - x.started_at))
                 FROM production_workperiod x WHERE x.operation_id = p.id), 0)::bigint
           AS worked_seconds,
       p.running_since, p.started_at, p.finished_at, p.inspection_required,
       s.name AS outsourced_to, p.parallel_group, o.due_on, o.priority::int AS priority
FROM (SELECT f.id, row_number() OVER () AS place FROM (
    SELECT p.id
    FROM production_orderoperation p
    JOIN production_workorder o ON o.id = p.order_id
    JOIN catalog_workcentre w ON w.id = p.work_centre_id
    WHERE p.state <> 'finished' AND o.state IN ('released', 'in_production')
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
      AND (%(org_units)s::bigint[] IS NULL OR w.org_unit_id IS NULL
           OR w.org_unit_id = ANY (%(org_units)s::bigint[]))
      AND (%(work_centre)s::bigint IS NULL OR p.work_centre_id = %(work_centre)s::bigint)
      AND (%(machine)s::bigint IS NULL OR p.machine_id = %(machine)s::bigint)
      AND (%(numbers)s::text[] IS NULL OR o.number = ANY (%(numbers)s::text[]))
      AND (%(operator)s::bigint IS NULL OR p.outsourced_to_id IS NULL)
    ORDER BY (%(operator)s::bigint IS NOT NULL AND p.state = 'running' AND EXISTS (
                  SELECT FROM production_workperiod x
                  WHERE x.operation_id = p.id AND x.operator_id = %(operator)s::bigint
                    AND x.ended_at IS NULL)) DESC,
             (%(operator)s::bigint IS NOT NULL AND p.work_centre_id IS NOT DISTINCT FROM (
                  SELECT q.work_centre_id FROM production_report r
                  JOIN production_orderoperation q ON q.id = r.operation_id
                  WHERE r.operator_id = %(operator)s::bigint ORDER BY r.id DESC LIMIT 1)) DESC,
             (p.state = 'running') DESC, o.priority, o.due_on NULLS LAST, o.id, p.sequence
    LIMIT %(limit)s
) f) page
JOIN production_orderoperation p ON p.id = page.id
JOIN production_workorder o ON o.id = p.order_id
JOIN catalog_workcentre w ON w.id = p.work_centre_id
LEFT JOIN catalog_machine c ON c.id = p.machine_id
LEFT JOIN catalog_partner s ON s.id = p.outsourced_to_id
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
ORDER BY page.place
