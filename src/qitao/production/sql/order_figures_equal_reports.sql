-- Operations whose figures are not the sums of their reports.
-- index: none (a check over all operations)
SELECT o.number || '/' || p.sequence AS number,
       p.good || ' / ' || p.scrap || ' / ' || p.rework AS ours,
       r.good || ' / ' || r.scrap || ' / ' || r.rework AS other
FROM production_orderoperation p
JOIN production_workorder o ON o.id = p.order_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.good), 0) AS good, coalesce(sum(x.scrap), 0) AS scrap,
           coalesce(sum(x.rework - CASE WHEN x.is_rework THEN x.good + x.scrap ELSE 0 END), 0)
               AS rework
    FROM production_report x WHERE x.operation_id = p.id
) r
WHERE (p.good, p.scrap, p.rework) <> (r.good, r.scrap, r.rework)
LIMIT %(limit)s
