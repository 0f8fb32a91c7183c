-- The plants that have sources of demand.
-- index: kitting_verdict_rank
SELECT p.id
FROM people_plant p
WHERE EXISTS (SELECT FROM kitting_verdict v WHERE v.plant_id = p.id)
ORDER BY p.id
