-- Write the non-conformance of an inspection that failed.
-- index: quality_inspection_pkey
INSERT INTO quality_nonconformance (id, number, inspection_id, source_type, source_id,
    source_label, source_label_en, plant_id, material_id, lot_id, quantity, severity, description,
    raised_by, raised_by_name, raised_at)
SELECT n.id, 'NC-' || lpad(n.id::text, 6, '0'), i.id, i.source_type, i.source_id, i.source_label,
       i.source_label_en, i.plant_id, i.material_id, i.lot_id, i.pieces_faulty, 'major', %(description)s,
       %(by)s::bigint, %(by_name)s, %(at)s::timestamptz
FROM quality_inspection i,
     nextval(pg_get_serial_sequence('quality_nonconformance', 'id')) AS n (id)
WHERE i.id = %(inspection)s::bigint
RETURNING id
