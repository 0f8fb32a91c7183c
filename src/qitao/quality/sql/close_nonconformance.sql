-- Close a non-conformance with its cause and what was done.
-- index: quality_nonconformance_pkey
UPDATE quality_nonconformance
SET state = 'closed', cause = %(cause)s, correction = %(correction)s,
    closed_by_name = %(by_name)s, closed_at = %(at)s::timestamptz
WHERE id = %(nonconformance)s::bigint
