-- Plants with active demand whose verdicts have not been in line for longer than allowed.
-- index: kitting_verdict_rank
SELECT p.id AS plant, w.clean_at
FROM people_plant p
LEFT JOIN kitting_sweep w ON w.plant_id = p.id
LEFT JOIN kitting_plant_setting s ON s.plant_id = p.id
WHERE EXISTS (SELECT FROM kitting_verdict v WHERE v.plant_id = p.id AND v.active)
  AND coalesce(w.clean_at, '-infinity')
      + make_interval(secs => coalesce(s.stale_after_seconds, %(stale_after)s::int))
      < %(at)s::timestamptz
ORDER BY p.id
