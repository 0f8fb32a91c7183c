-- Unit conversions as people write them; all, or those with one of the keys.
-- index: catalog_unitconversion_once
-- plan: custom
SELECT f.code AS from_unit, t.code AS to_unit, k.factor, m.code AS material
FROM catalog_unitconversion AS k
JOIN catalog_unit f ON f.id = k.from_unit_id
JOIN catalog_unit t ON t.id = k.to_unit_id
LEFT JOIN catalog_material m ON m.id = k.material_id
WHERE (%(from_unit)s::text[] IS NULL OR f.code = ANY (%(from_unit)s::text[]))
  AND (%(to_unit)s::text[] IS NULL OR t.code = ANY (%(to_unit)s::text[]))
ORDER BY f.code, t.code, m.code NULLS FIRST
