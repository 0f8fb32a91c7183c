-- Note that a screen showed a link's board, at most once a minute, so that one sees which hang.
-- index: production_wall_link_pkey
UPDATE production_wall_link SET last_seen_at = %(at)s::timestamptz
WHERE id = %(wall_link)s::bigint
  AND (last_seen_at IS NULL OR last_seen_at < %(at)s::timestamptz - interval '1 minute')
