-- Work orders operation by operation as people write them; all, or those with one of the numbers.
-- index: production_workorder_number_key, production_operation_sequence
-- plan: custom
SELECT o.number, p.code AS plant, m.code AS material, o.quantity, o.state, o.due_on, o.priority,
       o.created_at, o.note, s.sequence, coalesce(s.name, '') AS operation,
       coalesce(s.name_en, '') AS operation_en, w.code AS work_centre, c.code AS machine, s.parallel_group
FROM production_workorder o
JOIN people_plant p ON p.id = o.plant_id
JOIN catalog_material m ON m.id = o.material_id
LEFT JOIN production_orderoperation s ON s.order_id = o.id
LEFT JOIN catalog_workcentre w ON w.id = s.work_centre_id
LEFT JOIN catalog_machine c ON c.id = s.machine_id
WHERE (%(number)s::text[] IS NULL OR o.number = ANY (%(number)s::text[]))
ORDER BY o.number, s.sequence
