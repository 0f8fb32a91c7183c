-- Lock the orders with these numbers, in id order.
-- index: production_workorder_number_key
SELECT id FROM production_workorder WHERE number = ANY (%(numbers)s::text[])
ORDER BY id FOR NO KEY UPDATE
