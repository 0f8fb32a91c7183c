-- The active plan that fits best: what names more of material, operation and plant goes first.
-- index: quality_plan_for
SELECT id
FROM quality_plan
WHERE state = 'active' AND kind = %(kind)s::text
  AND (material_id IS NULL OR material_id = %(material)s::bigint)
  AND (operation_sequence IS NULL OR operation_sequence = %(sequence)s::int)
  AND (operation_name = '' OR operation_name = %(operation)s::text)
  AND (plant_id IS NULL OR plant_id = %(plant)s::bigint)
  AND (material_id IS NOT NULL OR operation_sequence IS NOT NULL OR operation_name <> ''
       OR kind IN ('incoming', 'final'))
ORDER BY material_id IS NULL, operation_sequence IS NULL, operation_name = '', plant_id IS NULL, id
LIMIT 1
