-- What purchase drafts of a plant would bring of each material, once approved.
-- index: trade_purchase_state, trade_purchase_line_once
SELECT o.id AS "order", o.number, l.material_id AS material, sum(l.ordered) AS quantity
FROM trade_purchase_order o
JOIN trade_purchase_line l ON l.order_id = o.id
WHERE o.plant_id = %(plant)s::bigint AND o.state = 'draft'
  AND l.material_id = ANY (%(materials)s::bigint[])
GROUP BY o.id, o.number, l.material_id
ORDER BY o.id
LIMIT %(limit)s::int
