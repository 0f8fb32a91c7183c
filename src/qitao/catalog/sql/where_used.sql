-- Every BOM line above a material on a day, level by level; each line once, at its nearest level.
-- index: catalog_bomline_component, catalog_bom_pkey
WITH RECURSIVE up AS (
    SELECT %(material)s::bigint AS material_id, 0 AS level
    UNION
    SELECT b.material_id, up.level + 1
    FROM up
    JOIN catalog_bomline l ON l.component_id = up.material_id
        AND (l.valid_from IS NULL OR l.valid_from <= %(day)s::date)
        AND (l.valid_to IS NULL OR l.valid_to >= %(day)s::date)
    JOIN catalog_bom b ON b.id = l.bom_id AND b.state = 'active'
        AND b.effective_from <= %(day)s::date
        AND (b.effective_to IS NULL OR b.effective_to >= %(day)s::date)
    WHERE up.level < %(levels)s::int
), nearest AS (
    SELECT material_id, min(level) AS level FROM up GROUP BY material_id
)
SELECT n.level + 1 AS level, b.material_id, p.code, p.name, p.name_en, p.spec, p.kind, b.id AS bom_id,
       b.version, l.id AS line_id, l.line_no, l.component_id, c.code AS component,
       l.quantity, b.base_quantity, u.code AS unit
FROM nearest n
JOIN catalog_bomline l ON l.component_id = n.material_id
    AND (l.valid_from IS NULL OR l.valid_from <= %(day)s::date)
    AND (l.valid_to IS NULL OR l.valid_to >= %(day)s::date)
JOIN catalog_bom b ON b.id = l.bom_id AND b.state = 'active'
    AND b.effective_from <= %(day)s::date
    AND (b.effective_to IS NULL OR b.effective_to >= %(day)s::date)
JOIN catalog_material p ON p.id = b.material_id
JOIN catalog_material c ON c.id = l.component_id
JOIN catalog_unit u ON u.id = l.unit_id
WHERE n.level < %(levels)s::int
ORDER BY n.level, p.code, l.line_no
LIMIT %(limit)s::int
