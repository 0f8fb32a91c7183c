-- What open orders of a plant will still make of materials, and when the first of them is due.
-- index: production_workorder_material_id_00ba5951
SELECT o.material_id AS material, count(*)::int AS orders, sum(o.quantity - o.received) AS rest,
       min(o.due_on) AS due_on
FROM production_workorder o
WHERE o.material_id = ANY (%(materials)s::bigint[]) AND o.plant_id = %(plant)s::bigint
  AND o.state NOT IN ('draft', 'closed', 'cancelled') AND o.quantity > o.received
GROUP BY o.material_id
