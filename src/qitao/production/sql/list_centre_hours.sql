-- What a work centre reported by hour since a moment, whichever operation it was.
-- index: production_report_happened
-- plan: custom
SELECT %(since)s::timestamptz
               + floor(extract(epoch FROM r.happened_at - %(since)s::timestamptz) / 3600)
               * interval '1 hour' AS hour, sum(r.good) AS good, sum(r.scrap) AS scrap
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
WHERE r.happened_at >= %(since)s::timestamptz AND p.work_centre_id = %(work_centre)s::bigint
GROUP BY 1 ORDER BY 1 LIMIT 1000
