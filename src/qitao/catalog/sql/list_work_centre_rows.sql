-- Work centres as people write them; all, or those with one of the keys.
-- index: catalog_workcentre_plant_code
-- plan: custom
SELECT p.code AS plant, k.code, k.name, k.name_en, k.kind, k.capacity_minutes, k.cost_rate,
       k.active, o.code AS org_unit, l.code AS line_side_location
FROM catalog_workcentre AS k
JOIN people_plant p ON p.id = k.plant_id
LEFT JOIN people_orgunit o ON o.id = k.org_unit_id
LEFT JOIN catalog_location l ON l.id = k.line_side_location_id
WHERE (%(plant)s::text[] IS NULL OR p.code = ANY (%(plant)s::text[]))
  AND (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY p.code, k.code
