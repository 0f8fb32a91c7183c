-- Which of these order numbers are known.
-- index: production_workorder_number_key
SELECT number FROM production_workorder WHERE number = ANY (%(numbers)s::text[])
