-- Store what was decided about a failed inspection.
-- index: quality_inspection_pkey
UPDATE quality_inspection
SET state = %(state)s::text, disposition = %(disposition)s, disposition_reason = %(reason)s,
    disposition_by_id = %(by)s::bigint, disposed_at = %(at)s::timestamptz,
    since = CASE WHEN state = %(state)s::text THEN since ELSE %(at)s::timestamptz END
WHERE id = %(inspection)s::bigint
