-- Up to where a person has seen each notice.
-- index: watch_seen_once
SELECT key, newest, count FROM watch_notice_seen WHERE user_id = %(user)s::bigint
