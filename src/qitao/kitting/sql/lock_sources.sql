-- Lock the sources that nobody else is changing just now.
-- index: kitting_verdict_pkey
SELECT source_id, revision
FROM kitting_verdict
WHERE source_type = %(source_type)s::text AND source_id = ANY (%(source_ids)s::bigint[])
ORDER BY source_id
FOR NO KEY UPDATE SKIP LOCKED
