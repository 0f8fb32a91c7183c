-- Where a bought material was put last by a receipt that was not undone, and still may lie.
-- index: stock_movement_material, stock_movement_reversed_once
SELECT v.target_id
FROM stock_movement v
JOIN catalog_location l ON l.id = v.target_id
WHERE v.material_id = %(material)s::bigint AND v.kind = 'receipt'
  AND l.plant_id = %(plant)s::bigint AND l.kind = ANY (%(kinds)s::text[]) AND l.active
  AND NOT EXISTS (SELECT FROM stock_movement u WHERE u.reverses_id = v.id)
ORDER BY v.id DESC LIMIT 1
