-- Per order: its plant's interception level and whether its kit gate was waived.
-- index: production_workorder_pkey, production_waiver_once
SELECT o.id, coalesce(s.interception, 1)::int AS interception,
       EXISTS (SELECT 1 FROM production_gatewaiver w
               WHERE w.order_id = o.id AND w.gate = 'kit') AS waived
FROM production_workorder o
LEFT JOIN kitting_plant_setting s ON s.plant_id = o.plant_id
WHERE o.id = ANY (%(orders)s::bigint[])
