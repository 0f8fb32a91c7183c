-- The order numbers, sequences, plants and departments of some operations.
-- index: production_orderoperation_pkey, production_workorder_pkey
SELECT p.id, o.number, p.sequence, o.plant_id AS plant, w.org_unit_id AS org_unit
FROM production_orderoperation p
JOIN production_workorder o ON o.id = p.order_id
JOIN catalog_workcentre w ON w.id = p.work_centre_id
WHERE p.id = ANY (%(operations)s::bigint[])
