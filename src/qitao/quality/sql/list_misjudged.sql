-- Judged inspections whose results say otherwise.
-- index: none (reads everything)
SELECT i.id, i.number, i.state, i.pieces_faulty, coalesce(r.faulty, 0)::int AS found
FROM quality_inspection i
LEFT JOIN (
    SELECT inspection_id, count(DISTINCT piece) FILTER (WHERE NOT good) AS faulty
    FROM quality_result GROUP BY inspection_id
) r ON r.inspection_id = i.id
WHERE i.state IN ('passed', 'failed', 'conceded')
  AND (i.pieces_faulty <> coalesce(r.faulty, 0)
       OR (coalesce(r.faulty, 0) > i.accept_number)
          <> (i.state IN ('failed', 'conceded') OR i.disposition IS NOT NULL))
ORDER BY i.id
LIMIT %(limit)s::int
