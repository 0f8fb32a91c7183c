-- Say how far a running import is; answer whether somebody asked it to stop.
-- index: links_importrun_pkey
UPDATE links_importrun
SET stage = %(stage)s, rows_done = %(done)s, rows_total = %(total)s, beat_at = %(at)s::timestamptz
WHERE id = %(run)s::bigint AND state = 'running'
RETURNING stop_asked
