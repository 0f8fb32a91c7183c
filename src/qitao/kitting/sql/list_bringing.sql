-- What brings a material, the soonest first.
-- index: kitting_supply_due
-- plan: custom
SELECT s.source_type, s.source_id, s.label, s.quantity, s.expected_on
FROM people_plant p
CROSS JOIN LATERAL (
    SELECT x.* FROM kitting_supply x
    WHERE x.material_id = %(material)s::bigint AND x.plant_id = p.id
    ORDER BY x.expected_on NULLS LAST, x.source_id
    LIMIT %(limit)s
) s
WHERE %(plants)s::bigint[] IS NULL OR p.id = ANY (%(plants)s::bigint[])
ORDER BY s.expected_on NULLS LAST, s.source_id
LIMIT %(limit)s
