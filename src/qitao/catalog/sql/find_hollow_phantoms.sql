-- Phantom lines of BOMs in force without a BOM of their own today.
-- index: none (a nightly look at every active BOM)
SELECT p.code AS material, b.version, c.code AS component, '' AS note
FROM catalog_bom b
JOIN catalog_material p ON p.id = b.material_id AND p.active
JOIN catalog_bomline l ON l.bom_id = b.id
    AND (l.valid_to IS NULL OR l.valid_to >= current_date)
JOIN catalog_material c ON c.id = l.component_id
WHERE b.state = 'active' AND (b.effective_to IS NULL OR b.effective_to >= current_date)
  AND coalesce(l.phantom, c.kind = 'phantom') AND NOT catalog_has_bom(c.id, current_date)
ORDER BY p.code, b.version, l.line_no
LIMIT %(limit)s::int
