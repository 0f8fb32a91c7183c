-- How many of some plants' active orders are in which state; those with nothing left to draw apart.
-- index: kitting_verdict_rank
SELECT plant_id AS plant, count(*) FILTER (WHERE state = 'complete' AND lines > 0)::int AS complete,
       count(*) FILTER (WHERE state = 'partial')::int AS partial,
       count(*) FILTER (WHERE state = 'short')::int AS short,
       count(*) FILTER (WHERE state = 'unknown')::int AS unknown,
       count(*) FILTER (WHERE state = 'complete' AND lines = 0)::int AS drawn
FROM kitting_verdict
WHERE plant_id = ANY (%(plants)s::bigint[]) AND active
GROUP BY plant_id
