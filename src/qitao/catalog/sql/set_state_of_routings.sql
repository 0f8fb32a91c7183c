-- Move versions to another state, in the order of their ids.
-- index: catalog_routing_pkey
UPDATE catalog_routing
SET state = %(state)s, revision = revision + 1
WHERE id = ANY (%(ids)s::bigint[]) AND state <> %(state)s
