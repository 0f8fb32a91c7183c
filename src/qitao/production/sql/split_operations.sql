-- Copy an order's operations to the part split off it; the order keeps the rest of its quantity.
-- index: production_operation_sequence, production_workorder_pkey
WITH head AS (
    UPDATE production_workorder SET quantity = %(kept)s::numeric WHERE id = %(order)s::bigint
), rest AS (
    UPDATE production_orderoperation SET quantity = %(kept)s::numeric
    WHERE order_id = %(order)s::bigint
)
INSERT INTO production_orderoperation
    (order_id, sequence, name, name_en, work_centre_id, machine_id, setup_minutes, run_minutes,
     quantity, parallel_group, outsourced_to_id, inspection_required, reporting_point)
SELECT %(part)s::bigint, p.sequence, p.name, p.name_en, p.work_centre_id, p.machine_id,
       p.setup_minutes, p.run_minutes, %(quantity)s::numeric, p.parallel_group, p.outsourced_to_id,
       p.inspection_required, p.reporting_point
FROM production_orderoperation p
WHERE p.order_id = %(order)s::bigint
