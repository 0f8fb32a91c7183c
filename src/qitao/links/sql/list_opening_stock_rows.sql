-- What opening movements put into each account, reversals taken off.
-- index: stock_movement_material
-- plan: custom
WITH opened AS (
    SELECT m.material_id, m.lot_id, m.quantity, m.source_id, m.target_id, m.source_status,
           m.target_status
    FROM stock_movement m
    LEFT JOIN stock_movement o ON o.id = m.reverses_id
    WHERE coalesce(o.kind, m.kind) = 'opening'
      AND (%(material)s::text[] IS NULL OR m.material_id = ANY (ARRAY(
          SELECT id FROM catalog_material WHERE code = ANY (%(material)s::text[]))))
), legs AS (
    SELECT material_id, lot_id, target_id AS location_id, target_status AS status, quantity
    FROM opened
    UNION ALL
    SELECT material_id, lot_id, source_id, source_status, -quantity FROM opened
)
SELECT p.code AS plant, l.code AS location, m.code AS material, coalesce(t.code, '') AS lot,
       g.status, sum(g.quantity) AS quantity
FROM legs g
JOIN catalog_location l ON l.id = g.location_id AND l.kind <> ALL (%(virtual)s::text[])
JOIN people_plant p ON p.id = l.plant_id
JOIN catalog_material m ON m.id = g.material_id
LEFT JOIN stock_lot t ON t.id = g.lot_id
WHERE (%(location)s::text[] IS NULL OR l.code = ANY (%(location)s::text[]))
GROUP BY p.code, l.code, m.code, t.code, g.status
ORDER BY p.code, l.code, m.code, t.code, g.status
