-- The operations of one routing version.
-- index: catalog_routingoperation_no, catalog_routingmachine_once
-- plan: custom
SELECT o.id, o.sequence, o.name, o.name_en, o.work_centre_id, w.code AS work_centre,
       w.name AS work_centre_name, w.name_en AS work_centre_name_en, o.setup_minutes, o.run_minutes,
       o.partner_id,
       coalesce(p.name, '') AS partner, o.parallel_group, o.inspection_required, o.reporting_point,
       o.instruction,
       ARRAY(SELECT c.code
             FROM catalog_routingmachine a JOIN catalog_machine c ON c.id = a.machine_id
             WHERE a.operation_id = o.id ORDER BY a.preference, c.code) AS machines
FROM catalog_routingoperation o
JOIN catalog_workcentre w ON w.id = o.work_centre_id
LEFT JOIN catalog_partner p ON p.id = o.partner_id
WHERE o.routing_id = %(routing)s::bigint
ORDER BY o.sequence
