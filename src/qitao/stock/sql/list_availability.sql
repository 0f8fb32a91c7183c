-- What each plant has of materials: on hand by status, put aside, free, and what of it may be picked.
-- index: stock_account_key
-- plan: custom
SELECT c.plant_id AS plant, a.material_id AS material,
       sum(a.quantity) AS on_hand,
       sum(a.reserved) AS reserved,
       coalesce(sum(a.quantity - a.reserved) FILTER (WHERE a.status = 'available'), 0) AS free,
       coalesce(sum(a.quantity - a.reserved) FILTER (WHERE a.status = 'available' AND c.pickable
           AND c.kind IN ('internal', 'line_side')), 0) AS pickable,
       coalesce(sum(a.quantity) FILTER (WHERE a.status = 'quality'), 0) AS quality,
       coalesce(sum(a.quantity) FILTER (WHERE a.status = 'blocked'), 0) AS blocked
FROM stock_account a
JOIN catalog_location c ON c.id = a.location_id
WHERE a.material_id = ANY (%(materials)s::bigint[])
  AND (%(plants)s::bigint[] IS NULL OR c.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY c.plant_id, a.material_id
ORDER BY c.plant_id, a.material_id
LIMIT %(limit)s
