-- Write one link of the chain.
-- index: none (insert only)
INSERT INTO base_seal (epoch, first_xid, first_id, last_xid, last_id, count, leaves, ids, root,
                       previous, hash, sealed_at)
VALUES (%(epoch)s, %(first_xid)s::text::xid8, %(first_id)s, %(last_xid)s::text::xid8, %(last_id)s,
        %(count)s, %(leaves)s, %(ids)s::bigint[], %(root)s, %(previous)s, %(hash)s, %(sealed_at)s)
