-- How many open orders stand in each state.
-- index: production_order_state
SELECT state, count(*)::int AS orders,
       (count(*) FILTER (WHERE due_on < %(today)s::date))::int AS late,
       min(state_since) AS oldest
FROM production_workorder
WHERE state NOT IN ('closed', 'cancelled')
  AND (%(plants)s::bigint[] IS NULL OR plant_id = ANY (%(plants)s::bigint[]))
GROUP BY state ORDER BY state
