-- Ask an import to stop; one that still waits ends at once.
-- index: links_importrun_pkey
UPDATE links_importrun
SET stop_asked = true,
    state = CASE WHEN state = 'waiting' THEN 'stopped' ELSE state END,
    finished_at = CASE WHEN state = 'waiting' THEN %(at)s::timestamptz END
WHERE id = %(run)s::bigint AND state IN ('waiting', 'running')
RETURNING state
