-- Every line of one source: what it needs, has put aside, gets, lacks, and when more comes.
-- index: kitting_demand_pkey, kitting_shortage_pkey, stock_reservation_once, kitting_supply_due
SELECT d.source_line AS line, d.material_id AS material, m.code, m.name, m.name_en, m.spec,
       u.code AS unit,
       d.quantity AS required, coalesce(r.quantity, 0) AS reserved,
       coalesce(k.short, 0) AS short, coalesce(k.gap, 0) AS gap, k.coverage_on, coalesce(f.free, 0) AS free,
       coalesce(i.quantity, 0) AS incoming, i.expected_on, i.label AS expected_from,
       i.source_type AS expected_type, i.source_id AS expected_id
FROM kitting_demand d
JOIN catalog_material m ON m.id = d.material_id
JOIN catalog_unit u ON u.id = m.unit_id
JOIN people_plant p ON p.id = d.plant_id
LEFT JOIN kitting_shortage k ON k.source_type = d.source_type AND k.source_id = d.source_id
                            AND k.source_line = d.source_line
CROSS JOIN LATERAL (
    SELECT sum(x.quantity) AS quantity
    FROM stock_reservation x
    WHERE x.holder_type = d.source_type AND x.holder_id = d.source_id
      AND x.holder_line = d.source_line
      AND (SELECT a.material_id FROM stock_account a WHERE a.id = x.account_id) = d.material_id
) r
CROSS JOIN LATERAL (
    SELECT sum(a.free) AS free FROM kitting_pickable a
    WHERE a.material_id = d.material_id AND a.plant_id = d.plant_id
      AND (a.expires_on IS NULL OR a.expires_on >= (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date)
) f
LEFT JOIN LATERAL (
    SELECT sum(c.quantity) OVER () AS quantity, c.expected_on, c.label, c.source_type, c.source_id
    FROM kitting_supply c
    WHERE c.material_id = d.material_id AND c.plant_id = d.plant_id
    ORDER BY c.expected_on NULLS LAST, c.source_id
    LIMIT 1
) i ON true
WHERE d.source_type = %(source_type)s::text AND d.source_id = %(source_id)s::bigint
  AND (NOT %(short_only)s::boolean OR k.gap > 0)
ORDER BY k.gap IS NULL, coalesce(k.short, 0) = 0, d.source_line
LIMIT %(limit)s::int
