-- The lines of one BOM version.
-- index: catalog_bomline_no, catalog_bomsubstitute_once
-- plan: custom
SELECT l.id, l.line_no, l.component_id, c.code AS component, c.name AS component_name,
       c.name_en AS component_name_en,
       c.spec AS component_spec, c.kind AS component_kind, l.quantity, u.code AS unit, l.fixed,
       l.scrap_rate, l.phantom, l.operation_sequence, l.valid_from, l.valid_to, l.backflush,
       l.position,
       ARRAY(SELECT m.code
             FROM catalog_bomsubstitute s JOIN catalog_material m ON m.id = s.material_id
             WHERE s.line_id = l.id ORDER BY s.priority, m.code) AS substitutes
FROM catalog_bomline l
JOIN catalog_material c ON c.id = l.component_id
JOIN catalog_unit u ON u.id = l.unit_id
WHERE l.bom_id = %(bom)s::bigint
ORDER BY l.line_no
