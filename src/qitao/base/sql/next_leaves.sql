-- The leaves of the entries not sealed yet, up to the oldest transaction still running.
-- index: base_journal_position
SELECT e.id, e.epoch, e.xid::text::bigint AS xid, base_leaf(e) AS leaf
FROM base_journal e
WHERE (e.epoch, e.xid, e.id) > (%(epoch)s::int, %(xid)s::text::xid8, %(id)s::bigint)
  AND (e.epoch < base_epoch() OR e.xid < pg_snapshot_xmin(pg_current_snapshot()))
ORDER BY e.epoch, e.xid, e.id
LIMIT %(limit)s
