-- The inspections of an order's operations that hold back what follows: failed ones, and open ones
-- where no operation runs, as `production_stuck` tells them.
-- index: production_operation_sequence, quality_inspection_source
SELECT x.id, x.number, x.number || coalesce(' ' || n.name, '') AS label, x.kind, x.state,
       x.disposition, x.since, p.name AS operation, p.name_en AS operation_en
FROM production_orderoperation p
JOIN quality_inspection x ON x.source_type = 'order_operation' AND x.source_id = p.id
LEFT JOIN quality_plan n ON n.id = x.plan_id
WHERE p.order_id = %(order)s::bigint AND x.blocking
  AND (x.state = 'failed' AND (x.disposition IS DISTINCT FROM 'scrap' OR x.kind = 'first_piece')
       OR x.state = 'open' AND NOT EXISTS (
           SELECT FROM production_orderoperation w
           WHERE w.order_id = %(order)s::bigint AND w.state = 'running'))
  AND NOT EXISTS (SELECT FROM quality_inspection r WHERE r.repeats_id = x.id)
ORDER BY p.sequence, x.id LIMIT %(limit)s::int
