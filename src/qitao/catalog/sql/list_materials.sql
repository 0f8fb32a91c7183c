-- Materials by any part of code, name, spec, drawing number or pinyin.
-- index: catalog_material_pkey, catalog_material_search, catalog_material_code_key, catalog_material_pinyin, base_file_pkey
-- plan: custom
SELECT m.id, m.code, m.name, m.pinyin, m.name_en, m.spec, m.drawing_no, m.kind, u.code AS unit,
       u.decimals, m.group_id, coalesce(g.code, '') AS "group",
       coalesce(g.name, '') AS group_name, coalesce(g.name_en, '') AS group_name_en,
       m.lot_tracked, m.serial_tracked,
       m.shelf_life_days, m.safety_stock, m.reorder_point, m.lead_time_days, m.standard_cost,
       m.backflush, catalog_has_bom(m.id, current_date) AS has_bom, m.image, m.picture, m.drawing,
       d.media_type AS drawing_type, m.active, m.revision
FROM catalog_material m
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN catalog_materialgroup g ON g.id = m.group_id
LEFT JOIN base_file d ON d.digest = m.drawing
WHERE (%(material)s::bigint IS NULL OR m.id = %(material)s::bigint)
  AND (%(code)s::text IS NULL OR m.code = %(code)s::text)
  AND (%(kind)s::text IS NULL OR m.kind = %(kind)s::text)
  AND (%(group)s::bigint IS NULL OR m.group_id = %(group)s::bigint)
  AND (%(active)s::boolean IS NULL OR m.active = %(active)s::boolean)
  AND (%(search)s::text IS NULL OR (
          catalog_pairs(m.search_text) @> catalog_pairs(lower(%(search)s::text))
          AND m.search_text LIKE ALL (%(patterns)s::text[])))
