-- Which answers would change if sources were ranked otherwise.
-- index: kitting_verdict_rank
-- plan: custom
SELECT n.source_type, n.source_id, v.label, coalesce(m.priority, v.priority)::int AS priority,
       v.state AS before, n.state AS after, v.lines_short AS short_before,
       n.lines_short AS short_after, v.coverage_on AS coverage_before,
       n.coverage_on AS coverage_after
FROM (
    SELECT k.*, CASE WHEN k.lines_short = 0 THEN 'complete'
                     WHEN k.lines_short < k.lines THEN 'partial' ELSE 'short' END AS state
    FROM kitting_net(%(plant)s::bigint, %(today)s::date, %(types)s::text[],
                     %(ids)s::bigint[], %(priorities)s::int[]) k
) n
JOIN kitting_verdict v ON v.source_type = n.source_type AND v.source_id = n.source_id
LEFT JOIN unnest(%(types)s::text[], %(ids)s::bigint[], %(priorities)s::int[])
    AS m (type, id, priority) ON m.type = v.source_type AND m.id = v.source_id
WHERE v.state <> n.state OR v.lines_short <> n.lines_short
   OR v.coverage_on IS DISTINCT FROM n.coverage_on
ORDER BY coalesce(m.priority, v.priority), v.rank_on, v.source_id
LIMIT %(limit)s::int
