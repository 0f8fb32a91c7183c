-- Orders whose kit became complete while they waited for it, of each plant, until they go on.
-- index: production_workorder_pkey
-- plan: custom
SELECT 'complete' AS kind, v.plant_id AS plant, '' AS reference, p.name, '' AS name_en, p.code,
       '' AS unit, NULL::numeric AS figure, count(*)::int AS count, min(o.number) AS number,
       NULL::bigint AS target, 0 AS others, min(v.since) AS since, max(v.since) AS newest
FROM kitting_verdict v
JOIN production_workorder o ON o.id = v.source_id
JOIN people_plant p ON p.id = v.plant_id
WHERE v.source_type = 'work_order' AND v.active AND v.state = 'complete' AND v.lines > 0
  AND v.since > %(at)s::timestamptz - make_interval(days => %(days)s::int)
  AND o.state IN ('awaiting_schedule', 'scheduled')
  AND v.since > o.state_since + make_interval(mins => %(waited_minutes)s::int)
  AND (%(plants)s::bigint[] IS NULL OR v.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY v.plant_id, p.name, p.code
ORDER BY newest DESC, v.plant_id
LIMIT %(limit)s::int
