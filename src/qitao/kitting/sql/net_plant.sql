-- Net every active source of a plant and return those whose stored answer is another.
-- index: kitting_verdict_pkey, kitting_shortage_material
-- plan: custom
WITH net AS MATERIALIZED (
    SELECT * FROM kitting_net(%(plant)s::bigint, %(today)s::date, '{}', '{}', '{}')
), stored AS (
    SELECT source_type, source_id, array_agg(
               ROW(source_line, material_id, required, covered, coverage_on)::kitting_short_line
               ORDER BY source_line) AS shorts
    FROM kitting_shortage WHERE plant_id = %(plant)s::bigint
    GROUP BY source_type, source_id
)
SELECT n.source_type, n.source_id, n.revision, n.lines, n.lines_short, n.coverage_on,
       x.short_lines, x.materials, x.required, x.covered, x.dates
FROM net n
JOIN kitting_verdict v ON v.source_type = n.source_type AND v.source_id = n.source_id
LEFT JOIN stored s ON s.source_type = n.source_type AND s.source_id = n.source_id
CROSS JOIN LATERAL (
    SELECT array_agg(k.line) AS short_lines, array_agg(k.material) AS materials,
           array_agg(k.required) AS required, array_agg(k.covered) AS covered,
           array_agg(k.coverage_on) AS dates
    FROM unnest(n.shorts) k
) x
WHERE v.revision = n.revision
  AND (v.state = 'unknown' OR v.stale_at IS NOT NULL OR v.lines_short <> n.lines_short
       OR v.coverage_on IS DISTINCT FROM n.coverage_on OR n.shorts IS DISTINCT FROM s.shorts)
