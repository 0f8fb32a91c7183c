-- Note that a token is in use, at most once an hour, so that nobody revokes a living one.
-- index: people_apitoken_pkey
UPDATE people_apitoken SET last_used_at = %(at)s::timestamptz
WHERE id = %(token)s::bigint
  AND (last_used_at IS NULL OR last_used_at < %(at)s::timestamptz - interval '1 hour')
