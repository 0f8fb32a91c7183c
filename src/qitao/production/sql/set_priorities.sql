-- Change the priorities of orders, in id order; return those that changed.
-- index: production_workorder_pkey
WITH wanted AS (
    SELECT w.id, w.priority
    FROM unnest(%(orders)s::bigint[], %(priorities)s::int[]) AS w (id, priority)
), locked AS MATERIALIZED (
    SELECT o.id FROM production_workorder o
    WHERE o.id = ANY (%(orders)s::bigint[]) ORDER BY o.id FOR NO KEY UPDATE
)
UPDATE production_workorder o SET priority = w.priority
FROM wanted w JOIN locked l ON l.id = w.id
WHERE o.id = w.id AND o.priority <> w.priority
RETURNING o.id
