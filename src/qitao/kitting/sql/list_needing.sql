-- Who needs a material, best rank first, and what each of them lacks of it.
-- index: kitting_demand_rank, kitting_shortage_pkey, kitting_verdict_pkey
-- plan: custom
SELECT d.source_type, d.source_id, v.label, d.priority::int AS priority, v.due_on,
       d.quantity, coalesce(k.gap, 0) AS short
FROM people_plant p
CROSS JOIN LATERAL (
    SELECT x.* FROM kitting_demand x
    WHERE x.material_id = %(material)s::bigint AND x.plant_id = p.id AND x.active AND x.quantity > 0
    ORDER BY x.priority, x.rank_on, x.source_id
    LIMIT %(limit)s
) d
JOIN kitting_verdict v ON v.source_type = d.source_type AND v.source_id = d.source_id
LEFT JOIN kitting_shortage k ON k.source_type = d.source_type AND k.source_id = d.source_id
                            AND k.source_line = d.source_line
WHERE %(plants)s::bigint[] IS NULL OR p.id = ANY (%(plants)s::bigint[])
ORDER BY d.priority, d.rank_on, d.source_id
LIMIT %(limit)s
