-- The whole tree below each asked material on a day, phantoms marked, one row per occurrence.
-- index: catalog_bom_active, catalog_bomline_no, catalog_material_pkey, catalog_unit_pkey
-- plan: custom
WITH RECURSIVE asked AS (
    SELECT * FROM unnest(%(materials)s::bigint[], %(quantities)s::numeric[], %(days)s::date[])
        WITH ORDINALITY AS a (material_id, quantity, day, request)
), tree AS (
    SELECT a.request, a.day, 0 AS level, a.material_id, a.quantity, ARRAY[a.material_id] AS path,
           ARRAY[]::int[] AS places, NULL::bigint AS line_id, false AS phantom, true AS opens
    FROM asked a
    UNION ALL
    SELECT t.request, t.day, t.level + 1, l.component_id, n.quantity, t.path || l.component_id,
           t.places || l.line_no, l.id, n.phantom, n.phantom OR c.kind <> 'buy'
    FROM tree t
    JOIN catalog_bom b ON b.material_id = t.material_id AND b.state = 'active'
        AND b.effective_from <= t.day AND (b.effective_to IS NULL OR b.effective_to >= t.day)
    JOIN catalog_bomline l ON l.bom_id = b.id
        AND (l.valid_from IS NULL OR l.valid_from <= t.day)
        AND (l.valid_to IS NULL OR l.valid_to >= t.day)
    JOIN catalog_material c ON c.id = l.component_id
    JOIN catalog_unit u ON u.id = c.unit_id
    CROSS JOIN LATERAL catalog_need(t.quantity, b.base_quantity, l, c, u.decimals) AS n
    WHERE t.opens AND t.level < %(levels)s::int AND l.component_id <> ALL (t.path)
)
SELECT t.request::int - 1 AS request, t.level, t.path, t.places, t.line_id, t.material_id,
       m.code, m.name, m.name_en, m.spec, m.kind, u.code AS unit, t.quantity, t.phantom,
       t.opens AND catalog_has_bom(t.material_id, t.day) AS has_bom
FROM tree t
JOIN catalog_material m ON m.id = t.material_id
JOIN catalog_unit u ON u.id = m.unit_id
ORDER BY t.request, t.places
LIMIT %(limit)s::int
