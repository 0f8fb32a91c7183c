-- How many of some plants' active orders are in which state.
-- index: kitting_verdict_rank
SELECT plant_id AS plant, state, count(*)::int AS orders
FROM kitting_verdict
WHERE plant_id = ANY (%(plants)s::bigint[]) AND active
GROUP BY plant_id, state
