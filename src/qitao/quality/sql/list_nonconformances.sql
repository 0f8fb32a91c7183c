-- Non-conformances, the newest first.
-- index: quality_nonconformance_inspection_id_4e9dcfb5, quality_nonconf_state_id, quality_nonconformance_pkey, quality_nonconformance_number_b9bad892_like
-- plan: custom
SELECT n.id, n.number, n.inspection_id AS inspection, i.number AS inspection_number,
       n.source_type, n.source_id, n.source_label, n.source_label_en, n.plant_id AS plant, m.code AS material_code,
       m.name AS material_name,
       m.name_en AS material_name_en, o.code AS lot_code, n.quantity, n.severity, n.description, n.state,
       n.raised_by_name, n.raised_at, n.cause, n.correction, n.closed_by_name, n.closed_at
FROM quality_nonconformance n
LEFT JOIN quality_inspection i ON i.id = n.inspection_id
LEFT JOIN catalog_material m ON m.id = n.material_id
LEFT JOIN stock_lot o ON o.id = n.lot_id
WHERE (%(plants)s::bigint[] IS NULL OR n.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(state)s::text IS NULL OR n.state = %(state)s::text)
  AND (%(inspection)s::bigint IS NULL OR n.inspection_id = %(inspection)s::bigint)
  AND (%(number)s::text IS NULL OR n.number LIKE %(number)s::text)
  AND (%(before)s::bigint IS NULL OR n.id < %(before)s::bigint)
ORDER BY n.id DESC
LIMIT %(limit)s::int
