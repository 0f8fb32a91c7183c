-- Forget sources of supply.
-- index: kitting_supply_pkey
DELETE FROM kitting_supply k
USING unnest(%(types)s::text[], %(ids)s::bigint[]) AS s (type, id)
WHERE k.source_type = s.type AND k.source_id = s.id
