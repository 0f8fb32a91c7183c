-- Write the head of a new draft; none where somebody drafts the same new code just now.
-- index: quality_plan_version
INSERT INTO quality_plan (code, version, name, name_en, kind, plant_id, material_id, operation_sequence,
    operation_name, blocking, sampling, sample_count, sample_percent, aql, level)
VALUES (%(code)s, %(version)s::int, %(name)s, %(name_en)s, %(kind)s, %(plant)s::bigint, %(material)s::bigint,
    %(operation_sequence)s::int, %(operation_name)s, %(blocking)s, %(sampling)s,
    %(sample_count)s::int, %(sample_percent)s::numeric, %(aql)s::numeric, %(level)s)
ON CONFLICT DO NOTHING
RETURNING id
