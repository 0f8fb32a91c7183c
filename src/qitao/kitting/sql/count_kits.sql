-- How many of a plant's active orders are in which state.
-- index: kitting_verdict_rank
SELECT state, count(*)::int AS orders
FROM kitting_verdict
WHERE plant_id = %(plant)s::bigint AND active
GROUP BY state
