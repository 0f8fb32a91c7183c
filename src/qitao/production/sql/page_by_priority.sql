-- A page of the chosen orders, the urgent first, behind the order last seen as it stands now.
-- with: chosen_orders
-- index: production_order_open, production_workorder_pkey, catalog_material_search
-- plan: custom
SELECT o.id FROM chosen_orders o
WHERE (%(kits)s::text[] IS NULL OR EXISTS (
       SELECT FROM kitting_verdict v
       WHERE v.source_type = 'work_order' AND v.source_id = o.id AND v.state = ANY (%(kits)s::text[])))
  AND (%(after_id)s::bigint IS NULL
       OR (o.priority, coalesce(o.due_on, '9999-12-31'), o.id)
       > (SELECT a.priority, coalesce(a.due_on, '9999-12-31'), a.id
          FROM production_workorder a WHERE a.id = %(after_id)s::bigint))
ORDER BY o.priority, coalesce(o.due_on, '9999-12-31'), o.id
LIMIT %(limit)s
