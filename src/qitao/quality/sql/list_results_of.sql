-- What was found so far in several inspections.
-- index: quality_result_inspection_id_0653eacd, quality_result_once
SELECT inspection_id AS inspection, piece, characteristic, value, good
FROM quality_result
WHERE inspection_id = ANY (%(inspections)s::bigint[])
ORDER BY inspection_id, piece, characteristic
LIMIT %(limit)s::int
