-- How many open orders stand in each state, and how many are late by the day of their plant.
-- index: production_order_state
-- plan: custom
-- The days are told once a plant: for each order they would cost more than the rest.
WITH days AS MATERIALIZED (
    SELECT p.id, (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date AS today FROM people_plant p
)
SELECT o.state, count(*)::int AS orders,
       (count(*) FILTER (WHERE o.state <> 'completed' AND o.due_on < p.today))::int AS late,
       min(o.state_since) AS oldest
FROM production_workorder o
JOIN days p ON p.id = o.plant_id
WHERE o.state NOT IN ('closed', 'cancelled')
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND ((%(work_centre)s::bigint IS NULL AND %(org_unit)s::bigint IS NULL) OR EXISTS (
       SELECT FROM production_orderoperation r
       JOIN catalog_workcentre w ON w.id = r.work_centre_id
       WHERE r.order_id = o.id AND (r.state <> 'finished' OR o.state = 'completed')
         AND (%(work_centre)s::bigint IS NULL OR w.id = %(work_centre)s::bigint)
         AND (%(org_unit)s::bigint IS NULL OR w.org_unit_id = %(org_unit)s::bigint)))
GROUP BY o.state ORDER BY o.state
