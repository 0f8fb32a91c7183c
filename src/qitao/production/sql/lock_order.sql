-- Lock one order and read what its rules ask for.
-- index: production_workorder_pkey, production_operation_sequence, production_material_line
WITH locked AS MATERIALIZED (
    SELECT * FROM production_workorder WHERE id = %(order)s::bigint FOR NO KEY UPDATE
)
SELECT o.id, o.number, o.plant_id AS plant, o.material_id AS material, m.code AS material_code,
       m.lot_tracked, m.serial_tracked, o.quantity, o.good, o.scrap, o.received, o.state,
       o.held_from, o.priority,
       o.due_on, o.planned_start, o.planned_end, o.bom_id AS bom, o.routing_id AS routing,
       o.frozen_at, coalesce(s.interception, 1)::int AS interception,
       p.operations::int AS operations, p.operations_open::int AS operations_open,
       coalesce(i.issued_net, 0) AS issued_net
FROM locked o
JOIN catalog_material m ON m.id = o.material_id
LEFT JOIN kitting_plant_setting s ON s.plant_id = o.plant_id
CROSS JOIN LATERAL (
    SELECT count(*) AS operations,
           count(*) FILTER (WHERE state <> 'finished') AS operations_open
    FROM production_orderoperation WHERE order_id = o.id
) p
CROSS JOIN LATERAL (
    SELECT sum(issued - returned) FILTER (WHERE NOT backflush) AS issued_net
    FROM production_ordermaterial WHERE order_id = o.id
) i
