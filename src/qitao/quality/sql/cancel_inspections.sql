-- Cancel what is open for business rows that are no more.
-- index: quality_inspection_one_open
UPDATE quality_inspection
SET state = 'cancelled', since = %(at)s::timestamptz, disposition_reason = %(reason)s
WHERE source_type = %(source_type)s::text AND source_id = ANY (%(source_ids)s::bigint[])
  AND state = 'open'
