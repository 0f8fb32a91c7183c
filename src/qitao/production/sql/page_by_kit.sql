-- A page of the chosen orders whose kit stands so, by due date; those without one come last.
-- with: chosen_orders
-- index: kitting_verdict_due, production_workorder_pkey, catalog_material_search
-- plan: custom
-- The verdicts lead in the order of the due date, which they repeat: short orders are rare among
-- those due first, and no index may hold a verdict's state (its updates are heap-only).
SELECT o.id FROM kitting_verdict v
JOIN chosen_orders o ON o.id = v.source_id
WHERE v.source_type = 'work_order' AND v.state = ANY (%(kits)s::text[])
  AND (%(after_id)s::bigint IS NULL
       OR (v.rank_on, v.source_id) > (%(after_due)s::date, %(after_id)s::bigint))
ORDER BY v.rank_on, v.source_id
LIMIT %(limit)s
