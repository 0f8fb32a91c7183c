-- The journal after a position, up to the oldest transaction still running.
-- index: base_journal_position
SELECT id, epoch, xid::text::bigint AS xid, recorded_at, verb, actor, actor_name, door, cause,
       parent, subject, given, result
FROM base_journal
WHERE (epoch, xid, id) > (%(epoch)s::int, %(xid)s::text::xid8, %(id)s::bigint)
  AND (epoch < base_epoch() OR xid < pg_snapshot_xmin(pg_current_snapshot()))
ORDER BY epoch, xid, id
LIMIT %(limit)s
