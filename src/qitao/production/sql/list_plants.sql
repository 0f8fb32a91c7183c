-- The plants of orders.
-- index: production_workorder_pkey
SELECT DISTINCT plant_id FROM production_workorder WHERE id = ANY (%(orders)s::bigint[])
