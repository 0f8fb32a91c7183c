-- What was done after a position, up to the oldest transaction still running: for who follows along.
-- index: base_journal_position
SELECT epoch, xid::text::bigint AS xid, id, verb, subject, given
FROM base_journal
WHERE (epoch, xid, id) > (%(epoch)s::int, %(xid)s::text::xid8, %(id)s::bigint)
  AND (epoch < base_epoch() OR xid < pg_snapshot_xmin(pg_current_snapshot()))
ORDER BY epoch, xid, id
LIMIT %(limit)s
