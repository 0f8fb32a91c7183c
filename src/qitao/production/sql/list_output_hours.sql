-- Output of last operations by hour since a moment.
-- index: production_report_happened
-- plan: custom
SELECT date_trunc('hour', r.happened_at) AS hour, sum(r.good) AS good, sum(r.scrap) AS scrap
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
JOIN production_workorder o ON o.id = p.order_id
WHERE r.happened_at >= %(since)s::timestamptz
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND NOT EXISTS (SELECT 1 FROM production_orderoperation n
                  WHERE n.order_id = p.order_id AND n.sequence > p.sequence)
GROUP BY 1 ORDER BY 1 LIMIT 1000
