-- Lines of BOMs in force whose unit does not convert to the component's own.
-- index: none (a nightly look at every active BOM)
SELECT p.code AS material, b.version, c.code AS component, u.code AS note
FROM catalog_bom b
JOIN catalog_material p ON p.id = b.material_id AND p.active
JOIN catalog_bomline l ON l.bom_id = b.id
    AND (l.valid_to IS NULL OR l.valid_to >= current_date)
JOIN catalog_material c ON c.id = l.component_id
JOIN catalog_unit u ON u.id = l.unit_id
WHERE b.state = 'active' AND (b.effective_to IS NULL OR b.effective_to >= current_date)
  AND l.unit_id <> c.unit_id AND catalog_factor(c.id, l.unit_id, c.unit_id) IS NULL
ORDER BY p.code, b.version, l.line_no
LIMIT %(limit)s::int
