-- What has changed among orders since a moment, counted by what it was.
-- index: production_order_state, production_order_due, kitting_verdict_due
-- plan: custom
-- `short` and `complete` are kits that turned so since; `late` fell due before today, not before.
WITH seen AS MATERIALIZED (
    SELECT o.id, o.state, o.state_since, o.created_at, o.due_on,
           (%(at)s::timestamptz AT TIME ZONE z.time_zone)::date AS today,
           (%(since)s::timestamptz AT TIME ZONE z.time_zone)::date AS then_day
    FROM production_workorder o
    JOIN people_plant z ON z.id = o.plant_id
    WHERE o.state <> 'closed' AND o.state <> 'cancelled'
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
)
SELECT 'created' AS change, count(*)::int AS orders FROM seen WHERE created_at >= %(since)s
UNION ALL
SELECT state, count(*)::int FROM seen
WHERE state_since >= %(since)s AND state <> 'draft' GROUP BY state
UNION ALL
SELECT 'late', count(*)::int FROM seen
WHERE due_on < today AND due_on >= then_day AND state <> 'completed'
UNION ALL
SELECT CASE WHEN v.state = 'complete' THEN 'complete' ELSE 'short' END, count(*)::int
FROM seen s
JOIN kitting_verdict v ON v.source_type = 'work_order' AND v.source_id = s.id
WHERE v.since >= %(since)s AND v.state <> 'unknown' AND v.lines > 0
GROUP BY 1
