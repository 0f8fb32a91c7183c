-- What has changed among orders since a moment, counted by what it was.
-- index: production_order_plant
-- plan: custom
-- `short` and `complete` are kits that turned so since; `late` fell due before today, not before. Each
-- part reads its table once; the days are told once a plant, since they cost more than the rest. An
-- order that is closed or cancelled has no verdict any more.
WITH days AS MATERIALIZED (
    SELECT z.id, (%(at)s::timestamptz AT TIME ZONE z.time_zone)::date AS today,
           (%(since)s::timestamptz AT TIME ZONE z.time_zone)::date AS then_day
    FROM people_plant z
    WHERE %(plants)s::bigint[] IS NULL OR z.id = ANY (%(plants)s::bigint[])
), turned AS MATERIALIZED (
    SELECT o.state, count(*) AS orders, count(*) FILTER (WHERE o.created_at >= %(since)s) AS created
    FROM production_workorder o
    WHERE o.state_since >= %(since)s AND o.state <> 'closed' AND o.state <> 'cancelled'
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
    GROUP BY o.state
)
SELECT 'created' AS change, coalesce(sum(created), 0)::int AS orders FROM turned
UNION ALL
SELECT state, orders::int FROM turned WHERE state <> 'draft'
UNION ALL
SELECT 'late', sum(fell.due)::int
FROM days d
CROSS JOIN LATERAL (
    SELECT count(*) AS due FROM production_workorder o
    WHERE o.plant_id = d.id AND o.due_on >= d.then_day AND o.due_on < d.today
      AND o.state NOT IN ('completed', 'closed', 'cancelled')
) fell
UNION ALL
SELECT CASE WHEN v.state = 'complete' THEN 'complete' ELSE 'short' END, count(*)::int
FROM kitting_verdict v
WHERE v.source_type = 'work_order' AND v.since >= %(since)s AND v.state <> 'unknown' AND v.lines > 0
  AND (%(plants)s::bigint[] IS NULL OR v.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY 1
