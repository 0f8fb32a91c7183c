-- The leaves of all entries behind the seal before and up to this one, and of those it names.
-- index: base_journal_position, base_journal_pkey
SELECT e.id, e.epoch, e.xid::text::bigint AS xid, base_leaf(e) AS leaf
FROM base_journal e
WHERE (e.epoch, e.xid, e.id)
      > (%(after_epoch)s::int, %(after_xid)s::text::xid8, %(after_id)s::bigint)
  AND (e.epoch, e.xid, e.id) <= (%(epoch)s::int, %(last_xid)s::text::xid8, %(last_id)s::bigint)
UNION
SELECT e.id, e.epoch, e.xid::text::bigint AS xid, base_leaf(e) AS leaf
FROM base_journal e
WHERE e.id = ANY (%(ids)s::bigint[])
ORDER BY id
