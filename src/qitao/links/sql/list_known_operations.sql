-- Which operations the named work orders have, and at which plants.
-- index: production_workorder_number_key, production_operation_sequence
SELECT o.number, s.sequence, s.name, o.plant_id
FROM production_workorder o
LEFT JOIN production_orderoperation s ON s.order_id = o.id
WHERE o.number = ANY (%(numbers)s::text[])
