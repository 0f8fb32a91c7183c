-- What each order would draw on a day: one level, phantoms resolved into their own components.
-- A phantom without a BOM of that day stays in the list: then it is seen as short, not forgotten.
-- index: catalog_bom_active, catalog_bomline_no, catalog_material_pkey, catalog_unit_pkey
WITH RECURSIVE asked AS (
    SELECT * FROM unnest(%(materials)s::bigint[], %(quantities)s::numeric[], %(days)s::date[])
        WITH ORDINALITY AS a (material_id, quantity, day, request)
), drawn AS (
    SELECT a.request, a.day, 0 AS level, a.material_id, a.quantity, ARRAY[a.material_id] AS path,
           ARRAY[]::int[] AS places, NULL::bigint AS bom_id, NULL::bigint AS line_id,
           true AS phantom, NULL::int AS operation_sequence, NULL::boolean AS backflush,
           NULL::text AS position
    FROM asked a
    UNION ALL
    SELECT d.request, d.day, d.level + 1, l.component_id, n.quantity, d.path || l.component_id,
           d.places || l.line_no, coalesce(d.bom_id, b.id), l.id, n.phantom,
           coalesce(d.operation_sequence, l.operation_sequence),
           coalesce(l.backflush, c.backflush), l.position
    FROM drawn d
    JOIN catalog_bom b ON b.material_id = d.material_id AND b.state = 'active'
        AND b.effective_from <= d.day AND (b.effective_to IS NULL OR b.effective_to >= d.day)
    JOIN catalog_bomline l ON l.bom_id = b.id
        AND (l.valid_from IS NULL OR l.valid_from <= d.day)
        AND (l.valid_to IS NULL OR l.valid_to >= d.day)
    JOIN catalog_material c ON c.id = l.component_id
    JOIN catalog_unit u ON u.id = c.unit_id
    CROSS JOIN LATERAL catalog_need(d.quantity, b.base_quantity, l, c, u.decimals) AS n
    WHERE d.phantom AND d.level < %(levels)s::int AND l.component_id <> ALL (d.path)
)
SELECT request::int - 1 AS request, level, bom_id, line_id, material_id, quantity,
       operation_sequence, backflush, position, places
FROM drawn d
WHERE level > 0
  AND (NOT phantom OR level = %(levels)s::int OR NOT catalog_has_bom(material_id, day))
ORDER BY request, places
