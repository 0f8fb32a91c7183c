-- Substitutes of BOM lines as people write them.
-- index: catalog_bom_version, catalog_bomline_no, catalog_bomsubstitute_once
-- plan: custom
SELECT m.code AS material, b.version, l.line_no, c.code AS substitute, s.ratio, s.priority
FROM catalog_bomsubstitute s
JOIN catalog_bomline l ON l.id = s.line_id
JOIN catalog_bom b ON b.id = l.bom_id
JOIN catalog_material m ON m.id = b.material_id
JOIN catalog_material c ON c.id = s.material_id
WHERE (%(material)s::text[] IS NULL OR m.code = ANY (%(material)s::text[]))
ORDER BY m.code, b.version, l.line_no, s.priority, c.code
