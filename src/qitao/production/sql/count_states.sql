-- How many open orders stand in each state, and how many are late by the day of their plant.
-- index: production_order_state
SELECT o.state, count(*)::int AS orders,
       (count(*) FILTER (WHERE o.state <> 'completed' AND o.due_on
           < (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date))::int AS late,
       min(o.state_since) AS oldest
FROM production_workorder o
JOIN people_plant p ON p.id = o.plant_id
WHERE o.state NOT IN ('closed', 'cancelled')
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY o.state ORDER BY o.state
