-- What may take the place of an order's materials, best first: the BOM's own material where another
-- stands in, and its substitutes; with what is free of each at the order's plant.
-- index: production_material_line, catalog_bomsubstitute_once, stock_account_key
WITH lines AS MATERIALIZED (
    SELECT om.line, om.bom_line_id, om.material_id, om.substitute_for_id, o.plant_id,
           (%(at)s::timestamptz AT TIME ZONE y.time_zone)::date AS day
    FROM production_ordermaterial om
    JOIN production_workorder o ON o.id = om.order_id
    JOIN people_plant y ON y.id = o.plant_id
    WHERE om.order_id = %(order)s::bigint
), choices AS (
    SELECT line, plant_id, day, substitute_for_id AS material_id, 1 AS ratio, 0 AS rank, true AS own
    FROM lines WHERE substitute_for_id IS NOT NULL
    UNION ALL
    SELECT l.line, l.plant_id, l.day, s.material_id, s.ratio, s.priority, false
    FROM lines l
    JOIN catalog_bomsubstitute s ON s.line_id = l.bom_line_id AND s.material_id <> l.material_id
)
SELECT c.line, c.material_id AS material, m.code, m.name, m.name_en, m.spec, u.name AS unit, c.ratio, c.own,
       coalesce(h.free, 0) AS free
FROM choices c
JOIN catalog_material m ON m.id = c.material_id AND m.active
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN LATERAL (
    SELECT sum(a.free) AS free FROM kitting_pickable a
    WHERE a.material_id = c.material_id AND a.plant_id = c.plant_id
      AND (a.expires_on IS NULL OR a.expires_on >= c.day)
) h ON true
ORDER BY c.line, c.own DESC, c.rank, m.code
LIMIT 1000
