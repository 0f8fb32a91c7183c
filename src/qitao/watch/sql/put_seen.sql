-- Keep up to where a person has seen some notices, and forget those that are no more.
-- index: watch_seen_once
WITH given AS MATERIALIZED (
    SELECT * FROM unnest(%(keys)s::text[], %(newest)s::timestamptz[], %(counts)s::int[])
        AS g (key, newest, count)
), gone AS (
    DELETE FROM watch_notice_seen
    WHERE user_id = %(user)s::bigint AND NOT key = ANY (%(standing)s::text[])
)
INSERT INTO watch_notice_seen AS w (user_id, key, newest, count)
SELECT %(user)s::bigint, key, newest, count FROM given ORDER BY key
ON CONFLICT (user_id, key) DO UPDATE SET newest = greatest(w.newest, excluded.newest),
                                         count = excluded.count
