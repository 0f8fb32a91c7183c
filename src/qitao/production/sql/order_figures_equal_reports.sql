-- Operations whose figures are not the sums of their reports.
-- index: none (a check over all operations)
SELECT o.number || '/' || p.sequence AS number, p.good || ' / ' || p.scrap AS ours,
       coalesce(sum(r.good), 0) || ' / ' || coalesce(sum(r.scrap), 0) AS other
FROM production_orderoperation p
JOIN production_workorder o ON o.id = p.order_id
LEFT JOIN production_report r ON r.operation_id = p.id
GROUP BY o.number, p.id
HAVING p.good <> coalesce(sum(r.good), 0) OR p.scrap <> coalesce(sum(r.scrap), 0)
LIMIT %(limit)s
