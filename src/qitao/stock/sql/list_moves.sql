-- Movements with the names of what they moved; filters that are null do not filter.
-- index: stock_movement_material, stock_movement_document, stock_movement_lot, stock_movement_pkey
-- plan: custom
SELECT v.id, v.kind, v.posting_key AS posting, v.line, v.material_id AS material,
       m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, u.code AS unit, v.lot_id AS lot,
       coalesce(o.code, '') AS lot_code, v.serial_id AS serial, coalesce(n.code, '') AS serial_code,
       v.quantity, v.source_id AS source, s.code AS source_code, v.target_id AS target,
       t.code AS target_code, coalesce(s.plant_id, t.plant_id) AS plant,
       s.kind AS source_kind, t.kind AS target_kind, v.source_status, v.target_status,
       v.document_type, v.document_id, v.document_line,
       v.reverses_id AS reverses, r.id AS reversed_by, v.reason, v.happened_at, v.recorded_at,
       v.call, v.actor
FROM stock_movement v
JOIN catalog_material m ON m.id = v.material_id
JOIN catalog_unit u ON u.id = m.unit_id
JOIN catalog_location s ON s.id = v.source_id
JOIN catalog_location t ON t.id = v.target_id
LEFT JOIN stock_lot o ON o.id = v.lot_id
LEFT JOIN stock_serial n ON n.id = v.serial_id
LEFT JOIN stock_movement r ON r.reverses_id = v.id
WHERE (%(plants)s::bigint[] IS NULL OR s.plant_id = ANY (%(plants)s::bigint[])
       OR t.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(material)s::bigint IS NULL OR v.material_id = %(material)s::bigint)
  AND (%(lot)s::bigint IS NULL OR v.lot_id = %(lot)s::bigint)
  AND (%(serial)s::bigint IS NULL OR v.serial_id = %(serial)s::bigint)
  AND (%(kinds)s::text[] IS NULL OR v.kind = ANY (%(kinds)s::text[]))
  AND (%(document_type)s::text IS NULL OR v.document_type = %(document_type)s::text)
  AND (%(document)s::bigint IS NULL OR v.document_id = %(document)s::bigint)
  AND (%(posting)s::text IS NULL OR v.posting_key = %(posting)s::text)
  AND (%(since)s::timestamptz IS NULL OR v.happened_at >= %(since)s::timestamptz)
  AND (%(until)s::timestamptz IS NULL OR v.happened_at < %(until)s::timestamptz)
  AND (%(patterns)s::text[] IS NULL
       OR m.search_text LIKE ALL (%(patterns)s::text[])
       OR lower(s.code || ' ' || s.name || ' ' || s.name_en) LIKE ALL (%(patterns)s::text[])
       OR lower(t.code || ' ' || t.name || ' ' || t.name_en) LIKE ALL (%(patterns)s::text[])
       OR starts_with(o.code, %(typed)s::text) OR starts_with(o.code, upper(%(typed)s::text))
       OR starts_with(n.code, %(typed)s::text) OR starts_with(n.code, upper(%(typed)s::text))
       OR v.actor = ANY (%(actors)s::bigint[])
       OR (v.document_type, v.document_id) IN (
           SELECT * FROM unnest(%(document_types)s::text[], %(documents)s::bigint[])))
  AND (%(ids)s::bigint[] IS NULL OR v.id = ANY (%(ids)s::bigint[]))
