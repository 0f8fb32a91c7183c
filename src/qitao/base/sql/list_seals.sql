-- The chain from a link on.
-- index: base_seal_pkey
SELECT id, epoch, first_xid::text::bigint AS first_xid, first_id,
       last_xid::text::bigint AS last_xid, last_id, count, leaves, ids, root, previous, hash,
       sealed_at
FROM base_seal WHERE id > %(after)s::bigint ORDER BY id LIMIT %(limit)s
