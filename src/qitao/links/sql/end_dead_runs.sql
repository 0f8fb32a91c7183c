-- Imports whose process died: nothing was written, for they are all or nothing.
-- index: none (a handful of running rows)
UPDATE links_importrun SET state = 'failed', finished_at = %(at)s::timestamptz
WHERE state = 'running' AND beat_at < %(dead_before)s::timestamptz
RETURNING id
