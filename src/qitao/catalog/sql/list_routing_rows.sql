-- Routing versions of some materials, or all, operation by operation, machine by machine.
-- index: catalog_routing_version, catalog_routingoperation_no, catalog_routingmachine_once
-- plan: custom
SELECT m.code AS material, p.code AS plant, r.version, r.effective_from, r.effective_to, r.note,
       r.state, o.sequence, o.name, o.name_en, w.code AS work_centre, o.setup_minutes, o.run_minutes,
       q.code AS partner, o.parallel_group, o.inspection_required, o.reporting_point,
       o.instruction, c.code AS machine, a.setup_minutes AS machine_setup_minutes,
       a.run_minutes AS machine_run_minutes, a.preference
FROM catalog_routing r
JOIN catalog_material m ON m.id = r.material_id
JOIN people_plant p ON p.id = r.plant_id
LEFT JOIN catalog_routingoperation o ON o.routing_id = r.id
LEFT JOIN catalog_workcentre w ON w.id = o.work_centre_id
LEFT JOIN catalog_partner q ON q.id = o.partner_id
LEFT JOIN catalog_routingmachine a ON a.operation_id = o.id
LEFT JOIN catalog_machine c ON c.id = a.machine_id
WHERE (%(material)s::text[] IS NULL OR m.code = ANY (%(material)s::text[]))
ORDER BY m.code, p.code, r.version, o.sequence, a.preference, c.code
