-- Sources whose lines, ranks or counts do not fit together.
-- index: none (reads everything)
SELECT d.source_type, d.source_id, 'line_without_source' AS fault
FROM kitting_demand d
LEFT JOIN kitting_verdict v ON v.source_type = d.source_type AND v.source_id = d.source_id
WHERE v.source_id IS NULL
UNION ALL
SELECT v.source_type, v.source_id, 'rank_differs'
FROM kitting_verdict v
JOIN kitting_demand d ON d.source_type = v.source_type AND d.source_id = v.source_id
WHERE (d.plant_id, d.priority, d.rank_on, d.active)
    IS DISTINCT FROM (v.plant_id, v.priority, v.rank_on, v.active)
UNION ALL
SELECT v.source_type, v.source_id, 'lines_differ'
FROM kitting_verdict v
LEFT JOIN (SELECT source_type, source_id, count(*) AS lines FROM kitting_demand GROUP BY 1, 2) d
    ON d.source_type = v.source_type AND d.source_id = v.source_id
WHERE v.lines <> coalesce(d.lines, 0)
UNION ALL
SELECT v.source_type, v.source_id, 'shortages_differ'
FROM kitting_verdict v
LEFT JOIN (SELECT source_type, source_id, count(*) AS lines FROM kitting_shortage WHERE short > 0
           GROUP BY 1, 2) k
    ON k.source_type = v.source_type AND k.source_id = v.source_id
WHERE v.stale_at IS NULL AND v.lines_short <> coalesce(k.lines, 0)
LIMIT %(limit)s::int
