-- Read, without a lock, the operations of an order that run, else its first open one.
-- index: production_workorder_pkey, production_operation_sequence
WITH locked AS (
    SELECT o.* FROM production_workorder o WHERE o.id = %(order)s::bigint
), open AS (
    SELECT p.id FROM production_orderoperation p
    WHERE p.order_id = %(order)s::bigint AND p.state <> 'finished'
    ORDER BY (p.state = 'running') DESC, p.sequence
    LIMIT greatest(1, (SELECT count(*) FROM production_orderoperation r
                       WHERE r.order_id = %(order)s::bigint AND r.state = 'running'))
)
SELECT p.id, o.id AS order, o.number, o.plant_id AS plant, o.material_id AS material,
       o.state AS order_state, p.sequence,
       p.name, p.work_centre_id AS work_centre, w.org_unit_id AS org_unit,
       p.machine_id AS machine, p.state, p.quantity,
       p.good, p.scrap, p.rework, p.running_since, p.parallel_group, p.inspection_required,
       p.reporting_point, coalesce(before.name, '') AS previous_name,
       before.good AS previous_good, coalesce(s.interception, 1)::int AS interception,
       NOT EXISTS (SELECT 1 FROM production_orderoperation n
                   WHERE n.order_id = o.id AND n.sequence > p.sequence) AS is_last,
       EXISTS (SELECT 1 FROM production_orderoperation n
               WHERE n.order_id = o.id AND n.sequence < p.sequence AND n.inspection_required)
           AS inspected_before,
       EXISTS (SELECT 1 FROM production_ordermaterial m
               WHERE m.order_id = o.id AND m.backflush) AS backflushes,
       p.outsourced_to_id AS outsourced_to,
       CASE WHEN p.outsourced_to_id IS NULL THEN 0 ELSE coalesce((
           SELECT sum(d.open) FROM production_outside d WHERE d.operation_id = p.id), 0)
       END AS outside
FROM locked o
JOIN production_orderoperation p ON p.id IN (SELECT id FROM open)
JOIN catalog_workcentre w ON w.id = p.work_centre_id
LEFT JOIN kitting_plant_setting s ON s.plant_id = o.plant_id
LEFT JOIN LATERAL (
    SELECT string_agg(b.name, '、' ORDER BY b.sequence) AS name, min(b.good) AS good
    FROM production_orderoperation b
    WHERE b.order_id = o.id AND b.reporting_point
      AND b.sequence < p.sequence
      AND (p.parallel_group IS NULL OR b.parallel_group IS DISTINCT FROM p.parallel_group)
      AND NOT EXISTS (
          SELECT 1 FROM production_orderoperation m
          WHERE m.order_id = o.id AND m.reporting_point
            AND m.sequence > b.sequence AND m.sequence < p.sequence
            AND (p.parallel_group IS NULL OR m.parallel_group IS DISTINCT FROM p.parallel_group)
            AND (m.parallel_group IS NULL OR m.parallel_group IS DISTINCT FROM b.parallel_group)
      )
) before ON true
ORDER BY p.sequence
