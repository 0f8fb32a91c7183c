-- Where a product of the plant was put last when it came out of production, and still may lie.
-- index: stock_movement_material
SELECT v.target_id
FROM stock_movement v
JOIN catalog_location l ON l.id = v.target_id
WHERE v.material_id = %(material)s::bigint AND v.kind = 'output'
  AND l.plant_id = %(plant)s::bigint AND l.kind = 'internal' AND l.active
ORDER BY v.id DESC LIMIT 1
