-- What a person entered without a network and was refused when it came in, until it is decided.
-- index: base_refusal_actor, base_journal_actor
-- plan: custom
-- It is decided once the same entry was booked after all, or was put on record as dropped.
WITH late AS MATERIALIZED (
    SELECT r.verb, r.recorded_at, r.given ->> 'happened_at' AS happened_at
    FROM base_refusal r
    WHERE r.actor = %(user)s::bigint AND r.door = 'api' AND r.verb = ANY (%(verbs)s::text[])
      AND r.recorded_at > %(at)s::timestamptz - make_interval(days => %(days)s::int)
      AND CASE WHEN r.given ->> 'happened_at' ~ '^2\d\d\d-\d\d-\d\dT\d\d:\d\d'
               THEN (r.given ->> 'happened_at')::timestamptz
                    < r.recorded_at - make_interval(secs => %(late_seconds)s::int)
          END
)
SELECT 'returned' AS kind, NULL::bigint AS plant, l.verb AS reference, l.verb AS name,
       '' AS name_en, l.verb AS code, '' AS unit, NULL::numeric AS figure,
       count(DISTINCT l.happened_at)::int AS count, '' AS number, NULL::bigint AS target,
       0 AS others,
       min(l.recorded_at) AS since, max(l.recorded_at) AS newest
FROM late l
WHERE NOT EXISTS (
    SELECT FROM base_journal e
    WHERE e.actor = %(user)s::bigint AND e.recorded_at > l.recorded_at
      AND (e.verb = l.verb AND e.given ->> 'happened_at' = l.happened_at
           OR e.verb = 'production.drop_entry'
              AND (e.given ->> 'happened_at' = l.happened_at
                   OR position(left(l.happened_at, 19) IN e.given ->> 'typed') > 0)))
GROUP BY l.verb
ORDER BY newest DESC
LIMIT %(limit)s::int
