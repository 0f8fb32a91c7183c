-- A page of the chosen orders by due date; those without one come last.
-- with: chosen_orders
-- index: production_order_due, production_workorder_pkey, catalog_material_search
-- plan: custom
SELECT o.id FROM chosen_orders o
WHERE %(after_id)s::bigint IS NULL
   OR (coalesce(o.due_on, '9999-12-31'), o.id) > (%(after_due)s::date, %(after_id)s::bigint)
ORDER BY coalesce(o.due_on, '9999-12-31'), o.id
LIMIT %(limit)s
