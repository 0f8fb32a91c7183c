-- A page of the chosen orders, the newest first.
-- with: chosen_orders
-- index: production_workorder_pkey, catalog_material_search
-- plan: custom
SELECT o.id FROM chosen_orders o
WHERE (%(kits)s::text[] IS NULL OR EXISTS (
       SELECT FROM kitting_verdict v
       WHERE v.source_type = 'work_order' AND v.source_id = o.id AND v.state = ANY (%(kits)s::text[])))
  AND (%(after_id)s::bigint IS NULL OR o.id < %(after_id)s::bigint)
ORDER BY o.id DESC
LIMIT %(limit)s
