-- The plants of the orders with these numbers, each once.
-- index: production_workorder_number_key
SELECT DISTINCT plant_id FROM production_workorder WHERE number = ANY (%(numbers)s::text[])
ORDER BY plant_id
