-- Store what the results come to.
-- index: quality_inspection_pkey
UPDATE quality_inspection
SET state = %(state)s::text, pieces_faulty = %(faulty)s::int, rest_good = %(rest_good)s,
    since = CASE WHEN state = %(state)s::text THEN since ELSE %(at)s::timestamptz END,
    judged_at = CASE WHEN %(state)s::text = 'open' THEN NULL ELSE %(at)s::timestamptz END,
    inspector_id = %(inspector)s::bigint
WHERE id = %(inspection)s::bigint
