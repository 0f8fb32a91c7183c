-- Record results; one that was recorded before is corrected.
-- index: quality_result_once
INSERT INTO quality_result AS r (inspection_id, piece, characteristic, value, good, note,
    recorded_by, recorded_at)
SELECT %(inspection)s::bigint, n.*, %(by)s::bigint, %(at)s::timestamptz
FROM unnest(%(pieces)s::int[], %(characteristics)s::int[], %(values)s::numeric[],
    %(goods)s::boolean[], %(notes)s::text[]) AS n
ON CONFLICT (inspection_id, piece, characteristic) DO UPDATE SET
    value = excluded.value, good = excluded.good, note = excluded.note,
    recorded_by = excluded.recorded_by, recorded_at = greatest(r.recorded_at, excluded.recorded_at)
