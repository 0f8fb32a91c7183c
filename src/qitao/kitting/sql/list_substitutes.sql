-- What could stand in for short materials, by the BOM lines of those who need them.
-- index: kitting_shortage_material, kitting_demand_pkey, catalog_bomsubstitute_once
SELECT DISTINCT ON (k.material_id, s.material_id)
       k.material_id AS material, s.material_id AS substitute, m.code, m.name, m.name_en,
       u.code AS unit,
       s.ratio, coalesce(f.free, 0) AS free
FROM kitting_shortage k
JOIN kitting_demand d ON d.source_type = k.source_type AND d.source_id = k.source_id
                     AND d.source_line = k.source_line
JOIN catalog_bomsubstitute s ON s.line_id = d.bom_line_id
JOIN catalog_material m ON m.id = s.material_id
JOIN catalog_unit u ON u.id = m.unit_id
CROSS JOIN LATERAL (
    SELECT sum(a.free) AS free FROM kitting_pickable a
    WHERE a.material_id = s.material_id AND a.plant_id = %(plant)s::bigint
      AND (a.expires_on IS NULL OR a.expires_on >= %(today)s::date)
) f
WHERE k.plant_id = %(plant)s::bigint AND k.material_id = ANY (%(materials)s::bigint[])
  AND (%(source_id)s::bigint IS NULL
       OR k.source_type = %(source_type)s::text AND k.source_id = %(source_id)s::bigint)
ORDER BY k.material_id, s.material_id, s.priority
