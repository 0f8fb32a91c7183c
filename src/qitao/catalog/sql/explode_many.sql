-- What many requests need in all, per request and material, phantoms resolved.
-- index: catalog_bom_active, catalog_bomline_no, catalog_material_pkey, catalog_unit_pkey
-- plan: custom
WITH RECURSIVE asked AS (
    SELECT * FROM unnest(%(materials)s::bigint[], %(quantities)s::numeric[], %(days)s::date[])
        WITH ORDINALITY AS a (material_id, quantity, day, request)
), tree AS (
    SELECT a.request, a.day, 0 AS level, a.material_id, a.quantity, ARRAY[a.material_id] AS path,
           false AS phantom, true AS opens, NULL::text AS kind
    FROM asked a
    UNION ALL
    SELECT t.request, t.day, t.level + 1, l.component_id, n.quantity, t.path || l.component_id,
           n.phantom, n.phantom OR c.kind <> 'buy', c.kind
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
SELECT t.request::int - 1 AS request, t.material_id, t.kind, sum(t.quantity) AS quantity,
       max(t.level) AS level
FROM tree t
WHERE t.level > 0
  AND (NOT t.phantom OR t.level = %(levels)s::int OR NOT catalog_has_bom(t.material_id, t.day))
GROUP BY t.request, t.material_id, t.kind
ORDER BY t.request, min(t.level), t.material_id
