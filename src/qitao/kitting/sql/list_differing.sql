-- Stored verdicts of a plant that a fresh check would not give.
-- index: kitting_verdict_pkey
-- plan: custom
SELECT v.source_type, v.source_id, v.label,
       v.lines_short::text || coalesce(' ' || v.coverage_on, '') AS stored,
       n.lines_short::text || coalesce(' ' || n.coverage_on, '') AS computed
FROM kitting_net(%(plant)s::bigint, %(today)s::date, '{}', '{}', '{}') n
JOIN kitting_verdict v ON v.source_type = n.source_type AND v.source_id = n.source_id
WHERE v.state <> 'unknown' AND v.stale_at IS NULL AND v.revision = n.revision
  AND (v.lines_short, v.coverage_on) IS DISTINCT FROM (n.lines_short, n.coverage_on)
ORDER BY v.source_id
LIMIT %(limit)s::int
