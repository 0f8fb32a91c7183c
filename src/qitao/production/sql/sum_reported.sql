-- What all operations reported between two moments, good and scrap.
-- index: production_report_happened
-- plan: custom
SELECT coalesce(sum(r.good), 0) AS good, coalesce(sum(r.scrap), 0) AS scrap
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
JOIN production_workorder o ON o.id = p.order_id
WHERE r.happened_at >= %(since)s::timestamptz AND r.happened_at < %(until)s::timestamptz
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
