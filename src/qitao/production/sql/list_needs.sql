-- What orders still need of each material, with their rank.
-- index: production_workorder_pkey, production_material_line
SELECT o.id AS order, o.number, o.plant_id AS plant, o.priority::int AS priority, o.due_on,
       o.planned_start, om.line, om.material_id AS material, om.bom_line_id AS bom_line,
       om.required - (om.issued - om.returned) AS quantity
FROM production_workorder o
LEFT JOIN production_ordermaterial om ON om.order_id = o.id
     AND om.required > om.issued - om.returned
WHERE o.id = ANY (%(orders)s::bigint[])
ORDER BY o.id, om.line
