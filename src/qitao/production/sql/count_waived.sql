-- How many orders of a plant lack material and may go on all the same.
-- index: production_workorder_pkey, kitting_verdict_pkey
SELECT count(*)::int
FROM (SELECT DISTINCT order_id FROM production_gatewaiver WHERE gate = 'kit') w
JOIN production_workorder o ON o.id = w.order_id AND o.plant_id = %(plant)s::bigint
JOIN kitting_verdict v ON v.source_type = 'work_order' AND v.source_id = w.order_id
WHERE v.active AND v.lines_short > 0
