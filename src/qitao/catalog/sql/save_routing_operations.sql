-- Write the operations of drafts, each with the machines that may do it.
-- index: catalog_routing_pkey, catalog_workcentre_plant_code
WITH given AS MATERIALIZED (
    SELECT g.*, r.plant_id
    FROM json_to_recordset(%(operations)s::json) AS g (
        owner bigint, sequence int, name text, name_en text, work_centre text,
        setup_minutes numeric, run_minutes numeric, partner text, parallel_group int,
        inspection_required boolean, reporting_point boolean, instruction text, machines json)
    JOIN catalog_routing r ON r.id = g.owner
), operations AS (
    INSERT INTO catalog_routingoperation
        (routing_id, sequence, name, name_en, work_centre_id, setup_minutes, run_minutes,
         partner_id, parallel_group, inspection_required, reporting_point, instruction)
    SELECT g.owner, g.sequence, g.name, g.name_en, w.id, g.setup_minutes, g.run_minutes, q.id,
           g.parallel_group, g.inspection_required, g.reporting_point, g.instruction
    FROM given g
    JOIN catalog_workcentre w ON w.plant_id = g.plant_id AND w.code = g.work_centre
    LEFT JOIN catalog_partner q ON q.code = g.partner
    ORDER BY g.owner, g.sequence
    RETURNING id, routing_id, sequence
)
INSERT INTO catalog_routingmachine
    (operation_id, machine_id, setup_minutes, run_minutes, preference)
SELECT o.id, c.id, a.setup_minutes, a.run_minutes, a.preference
FROM operations o
JOIN given g ON g.owner = o.routing_id AND g.sequence = o.sequence
CROSS JOIN LATERAL json_to_recordset(g.machines) AS a (
    machine text, setup_minutes numeric, run_minutes numeric, preference int)
JOIN catalog_machine c ON c.code = a.machine
