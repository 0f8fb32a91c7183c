-- Rewrite the head of a draft.
-- index: quality_plan_pkey
UPDATE quality_plan
SET name = %(name)s, name_en = %(name_en)s, kind = %(kind)s, plant_id = %(plant)s::bigint,
    material_id = %(material)s::bigint, operation_sequence = %(operation_sequence)s::int,
    operation_name = %(operation_name)s, blocking = %(blocking)s, sampling = %(sampling)s,
    sample_count = %(sample_count)s::int, sample_percent = %(sample_percent)s::numeric,
    aql = %(aql)s::numeric, level = %(level)s
WHERE id = %(plan)s::bigint AND state = 'draft'
