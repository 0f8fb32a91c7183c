-- Take an import that waits (or one whose process died) for this process.
-- index: links_importrun_pkey
UPDATE links_importrun
SET state = 'running', started_at = %(at)s::timestamptz, beat_at = %(at)s::timestamptz,
    rows_done = 0, rows_total = 0, faults = 0
WHERE id = %(run)s::bigint
  AND (state = 'waiting' OR (state = 'running' AND beat_at < %(dead_before)s::timestamptz))
RETURNING id
