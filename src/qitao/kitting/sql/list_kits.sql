-- A page of a plant's orders by rank, with what the last check said.
-- index: kitting_verdict_rank
-- plan: custom
SELECT v.source_type, v.source_id, v.label, v.plant_id AS plant, v.priority, v.due_on,
       v.needed_at, v.active, v.state, v.cause, v.lines, v.lines_short, v.coverage_on,
       v.computed_at, v.since,
       v.state <> 'unknown' AND coalesce(v.stale_at,
               CASE WHEN v.active THEN greatest(v.computed_at, w.clean_at) ELSE v.computed_at END)
           + make_interval(secs => coalesce(s.stale_after_seconds, %(stale_after)s::int))
           < %(at)s::timestamptz AS stale
FROM kitting_verdict v
LEFT JOIN kitting_plant_setting s ON s.plant_id = v.plant_id
LEFT JOIN kitting_sweep w ON w.plant_id = v.plant_id
WHERE v.plant_id = %(plant)s::bigint
  AND (%(states)s::text[] IS NULL OR v.state = ANY (%(states)s::text[]))
  AND (%(source_types)s::text[] IS NULL OR v.source_type = ANY (%(source_types)s::text[]))
  AND (%(drawn)s::boolean IS NULL OR %(drawn)s::boolean = (v.state = 'complete' AND v.lines = 0))
  AND (%(words)s::text IS NULL OR v.label ILIKE %(words)s::text)
  AND (%(after_id)s::bigint IS NULL
       OR (v.priority, v.rank_on, v.source_id, v.source_type)
          > (%(after_priority)s::smallint, %(after_on)s::date, %(after_id)s::bigint,
             %(after_type)s::text))
ORDER BY v.priority, v.rank_on, v.source_id, v.source_type
LIMIT %(limit)s::int
