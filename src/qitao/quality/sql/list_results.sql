-- What was found so far.
-- index: quality_result_inspection_id_0653eacd, quality_result_once
SELECT piece, characteristic, value, good, note, recorded_at
FROM quality_result
WHERE inspection_id = %(inspection)s::bigint
ORDER BY piece, characteristic
LIMIT %(limit)s::int
