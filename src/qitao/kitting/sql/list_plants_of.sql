-- The plants that sources belong to, of demand or of supply.
-- index: kitting_verdict_pkey, kitting_supply_pkey
WITH source AS (
    SELECT * FROM unnest(%(types)s::text[], %(ids)s::bigint[]) AS s (type, id)
)
SELECT v.plant_id
FROM source s JOIN kitting_verdict v ON v.source_type = s.type AND v.source_id = s.id
UNION
SELECT y.plant_id
FROM source s JOIN kitting_supply y ON y.source_type = s.type AND y.source_id = s.id
ORDER BY plant_id
