-- BOM versions, of a material or all.
-- index: catalog_bom_version, catalog_bom_pkey
-- plan: custom
SELECT b.id, b.material_id, m.code AS material, m.name AS material_name,
       m.name_en AS material_name_en, b.version, b.state,
       b.effective_from, b.effective_to, b.base_quantity, b.note,
       (SELECT count(*) FROM catalog_bomline l WHERE l.bom_id = b.id) AS lines, b.revision
FROM catalog_bom b
JOIN catalog_material m ON m.id = b.material_id
WHERE (%(bom)s::bigint IS NULL OR b.id = %(bom)s::bigint)
  AND (%(material)s::bigint IS NULL OR b.material_id = %(material)s::bigint)
  AND (%(state)s::text IS NULL OR b.state = %(state)s::text)
  AND (%(search)s::text IS NULL OR (
          catalog_pairs(m.search_text) @> catalog_pairs(lower(%(search)s::text))
          AND m.search_text LIKE ALL (%(patterns)s::text[])))
