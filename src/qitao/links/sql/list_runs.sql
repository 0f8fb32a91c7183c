-- Imports with their progress, latest first when asked so.
-- index: links_importrun_pkey, links_importrun_user
-- plan: custom
SELECT r.id, r.title, r.source, r.dry_run, r.state, r.user_id, coalesce(u.name, '') AS user_name,
       r.asked_at, r.started_at, r.beat_at, r.finished_at, r.stage, r.rows_done, r.rows_total,
       r.stop_asked, r.faults, r.report
FROM links_importrun r
LEFT JOIN people_user u ON u.id = r.user_id
WHERE (%(run)s::bigint IS NULL OR r.id = %(run)s::bigint)
  AND (%(user)s::bigint IS NULL OR r.user_id = %(user)s::bigint)
