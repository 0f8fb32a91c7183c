-- Forget sources of supply.
-- index: kitting_supply_pkey
DELETE FROM kitting_supply
WHERE source_type = %(source_type)s::text AND source_id = ANY (%(ids)s::bigint[])
