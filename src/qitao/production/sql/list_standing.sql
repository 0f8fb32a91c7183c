-- Where orders stand.
-- index: production_workorder_pkey
SELECT id, number, state, plant_id AS plant FROM production_workorder
WHERE id = ANY (%(orders)s::bigint[])
ORDER BY id
