-- Store that the check did not answer for a plant or for some sources, and why.
-- index: kitting_verdict_pkey, kitting_shortage_pkey
WITH target AS (
    SELECT source_type, source_id FROM kitting_verdict
    WHERE plant_id = %(plant)s::bigint AND active
       OR source_type = %(source_type)s::text AND source_id = ANY (%(source_ids)s::bigint[])
    ORDER BY source_type, source_id
    FOR NO KEY UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM kitting_shortage k USING target t
    WHERE k.source_type = t.source_type AND k.source_id = t.source_id
)
UPDATE kitting_verdict v
SET state = 'unknown', cause = %(cause)s::text, lines_short = 0, coverage_on = NULL,
    computed_at = %(at)s::timestamptz, stale_at = NULL,
    since = CASE WHEN v.state = 'unknown' AND v.cause = %(cause)s::text THEN v.since
                 ELSE %(at)s::timestamptz END
FROM target t
WHERE v.source_type = t.source_type AND v.source_id = t.source_id
