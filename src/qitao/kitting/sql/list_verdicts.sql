-- What the last check said of sources, and whether that still holds.
-- index: kitting_verdict_pkey
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
WHERE v.source_type = %(source_type)s::text AND v.source_id = ANY (%(source_ids)s::bigint[])
ORDER BY v.priority, v.rank_on, v.source_id
