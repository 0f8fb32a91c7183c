-- How much may be reported at most of first operations whose plant lets more be made than ordered.
-- index: production_orderoperation_pkey
SELECT w.id AS operation, greatest(w.room + w.over, 0) AS most
FROM production_operation_row w
WHERE w.previous_good IS NULL AND w.over > 0 AND w.id IN (
    SELECT p.id FROM production_orderoperation p
    JOIN production_workorder o ON o.id = p.order_id
    JOIN production_plant_setting s ON s.plant_id = o.plant_id
    WHERE p.id = ANY (%(operations)s::bigint[]))
