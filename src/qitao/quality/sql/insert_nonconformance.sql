-- Write a non-conformance under the next number.
-- index: quality_nonconformance_pkey
INSERT INTO quality_nonconformance (id, number, inspection_id, source_type, source_id,
    source_label, plant_id, material_id, lot_id, quantity, severity, description, raised_by,
    raised_by_name, raised_at)
SELECT n.id, 'NC-' || lpad(n.id::text, 6, '0'), %(inspection)s::bigint, %(source_type)s,
       %(source_id)s::bigint, %(source_label)s, %(plant)s::bigint, %(material)s::bigint,
       %(lot)s::bigint, %(quantity)s::numeric, %(severity)s, %(description)s, %(by)s::bigint,
       %(by_name)s, %(at)s::timestamptz
FROM nextval(pg_get_serial_sequence('quality_nonconformance', 'id')) AS n (id)
RETURNING id, number
