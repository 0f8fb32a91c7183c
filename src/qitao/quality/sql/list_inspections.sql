-- Inspections, the newest first.
-- index: quality_inspection_opened, quality_inspection_pkey, quality_inspection_state_id, quality_inspection_plant_id, quality_inspection_source, quality_inspection_number_f933ca8e_like
-- plan: custom
SELECT i.id, i.number, i.source_type, i.source_id, i.source_line, i.source_label,
       i.source_label_en,
       i.plant_id AS plant, i.kind, p.code AS plan_code, p.version AS plan_version,
       p.name AS plan_name, coalesce(p.name_en, '') AS plan_name_en, m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, o.code AS lot_code,
       i.operation_name, i.operation_name_en, i.quantity, i.sample_size, i.accept_number, i.blocking, i.state, i.since,
       i.opened_at, i.judged_at, u.name AS inspector, i.pieces_faulty, i.rest_good, i.disposition,
       i.disposition_reason, d.name AS disposition_by, i.disposed_at,
       (SELECT r.number FROM quality_inspection r WHERE r.id = i.repeats_id) AS repeats,
       (SELECT r.number FROM quality_inspection r WHERE r.repeats_id = i.id) AS repeated_by,
       i.material_id AS material, i.lot_id AS lot, i.repeats_id,
       (SELECT r.id FROM quality_inspection r WHERE r.repeats_id = i.id) AS repeated_by_id
FROM quality_inspection i
LEFT JOIN quality_plan p ON p.id = i.plan_id
LEFT JOIN catalog_material m ON m.id = i.material_id
LEFT JOIN stock_lot o ON o.id = i.lot_id
LEFT JOIN people_user u ON u.id = i.inspector_id
LEFT JOIN people_user d ON d.id = i.disposition_by_id
WHERE (%(ids)s::bigint[] IS NULL OR i.id = ANY (%(ids)s::bigint[]))
  AND (%(plants)s::bigint[] IS NULL OR i.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(states)s::text[] IS NULL OR i.state = ANY (%(states)s::text[]))
  AND (%(kinds)s::text[] IS NULL OR i.kind = ANY (%(kinds)s::text[]))
  AND (%(source_type)s::text IS NULL OR i.source_type = %(source_type)s::text)
  AND (%(source_ids)s::bigint[] IS NULL OR i.source_id = ANY (%(source_ids)s::bigint[]))
  AND (%(words)s::text IS NULL OR i.number ILIKE %(words)s::text
       OR i.source_label ILIKE %(words)s::text)
  AND (%(since)s::timestamptz IS NULL OR i.opened_at >= %(since)s::timestamptz)
  AND (%(until)s::timestamptz IS NULL OR i.opened_at < %(until)s::timestamptz)
  AND (%(number)s::text IS NULL OR i.number LIKE %(number)s::text)
  AND (%(before)s::bigint IS NULL OR i.id < %(before)s::bigint)
ORDER BY i.id DESC
LIMIT %(limit)s::int
