-- BOM versions of some materials, or all, line by line as people write them.
-- index: catalog_bom_version, catalog_bomline_no
-- plan: custom
SELECT m.code AS material, b.version, b.effective_from, b.effective_to, b.base_quantity, b.note,
       b.state, l.line_no, c.code AS component, l.quantity, u.code AS unit, l.fixed, l.scrap_rate,
       l.phantom, l.operation_sequence, l.valid_from, l.valid_to, l.backflush, l.position
FROM catalog_bom b
JOIN catalog_material m ON m.id = b.material_id
LEFT JOIN catalog_bomline l ON l.bom_id = b.id
LEFT JOIN catalog_material c ON c.id = l.component_id
LEFT JOIN catalog_unit u ON u.id = l.unit_id
WHERE (%(material)s::text[] IS NULL OR m.code = ANY (%(material)s::text[]))
ORDER BY m.code, b.version, l.line_no
