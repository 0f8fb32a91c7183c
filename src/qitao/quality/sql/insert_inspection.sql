-- Open an inspection under the next number, with its own copy of what is looked at.
-- index: quality_inspection_one_open, quality_plan_char_number
WITH opened AS (
    INSERT INTO quality_inspection (id, number, source_type, source_id, source_line, source_label,
        source_label_en, plant_id, kind, plan_id, material_id, lot_id, operation_name,
        operation_name_en, quantity, sample_size, accept_number, blocking, repeats_id, opened_at, since)
    SELECT n.id, %(prefix)s || lpad(n.id::text, 6, '0'), %(source_type)s, %(source_id)s::bigint,
           %(source_line)s::bigint, %(source_label)s, %(source_label_en)s, %(plant)s::bigint,
           %(kind)s,
           %(plan)s::bigint, %(material)s::bigint, %(lot)s::bigint, %(operation_name)s,
           %(operation_name_en)s,
           %(quantity)s::numeric, %(sample_size)s::int, %(accept_number)s::int, %(blocking)s,
           %(repeats)s::bigint, %(at)s::timestamptz, %(at)s::timestamptz
    FROM nextval(pg_get_serial_sequence('quality_inspection', 'id')) AS n (id)
    ON CONFLICT (source_type, source_id, source_line, kind) WHERE state = 'open' DO NOTHING
    RETURNING id, number
), copied AS (
    INSERT INTO quality_inspection_characteristic (inspection_id, number, name, kind, unit,
        nominal, lower, upper, instrument, method, picture, name_en,
        instrument_en, method_en)
    SELECT o.id, c.number, c.name, c.kind, c.unit, c.nominal, c.lower, c.upper, c.instrument,
           c.method, c.picture, c.name_en, c.instrument_en, c.method_en
    FROM opened o JOIN quality_plan_characteristic c ON c.plan_id = %(plan)s::bigint
    UNION ALL
    SELECT o.id, 1, %(overall)s, 'attribute', '', NULL, NULL, NULL, '', '', '', '', '', ''
    FROM opened o WHERE %(plan)s::bigint IS NULL
)
SELECT id, number FROM opened
