-- What orders make, by their numbers.
-- index: production_workorder_number_key
SELECT o.number, o.material_id AS material
FROM production_workorder o
WHERE o.number = ANY (%(numbers)s::text[])
