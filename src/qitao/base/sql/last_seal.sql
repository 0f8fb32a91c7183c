-- The head of the chain.
-- index: base_seal_pkey
SELECT id, epoch, first_xid::text::bigint AS first_xid, first_id,
       last_xid::text::bigint AS last_xid, last_id, count, leaves, ids, root, previous, hash,
       sealed_at
FROM base_seal ORDER BY id DESC LIMIT 1
