-- Copy the routing of each order into its operations.
-- index: catalog_routingoperation_no, production_workorder_pkey
INSERT INTO production_orderoperation
    (order_id, sequence, name, name_en, work_centre_id, machine_id, setup_minutes, run_minutes,
     quantity, parallel_group, outsourced_to_id, inspection_required, reporting_point)
SELECT o.id, r.sequence, r.name, r.name_en, r.work_centre_id, pick.machine_id,
       coalesce(pick.setup_minutes, r.setup_minutes), coalesce(pick.run_minutes, r.run_minutes),
       o.quantity, r.parallel_group, r.partner_id, r.inspection_required, r.reporting_point
FROM production_workorder o
JOIN catalog_routingoperation r ON r.routing_id = o.routing_id
LEFT JOIN LATERAL (
    SELECT c.machine_id, c.setup_minutes, c.run_minutes
    FROM catalog_routingmachine c
    WHERE c.operation_id = r.id
    ORDER BY c.preference, c.machine_id LIMIT 1
) pick ON true
WHERE o.id = ANY (%(orders)s::bigint[])
