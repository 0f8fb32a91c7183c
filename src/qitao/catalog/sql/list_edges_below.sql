-- Every edge that can be reached downwards from some materials: active BOMs and named drafts.
-- index: catalog_bom_version, catalog_bomline_no, catalog_bomsubstitute_once
-- UNION keeps each material once, so that even a closed circle ends.
WITH RECURSIVE reached AS (
    SELECT unnest(%(materials)s::bigint[]) AS material_id
    UNION
    SELECT e.child
    FROM reached r
    CROSS JOIN LATERAL catalog_children(r.material_id, %(drafts)s::bigint[]) AS e (child)
)
SELECT DISTINCT r.material_id AS parent, e.child, p.code AS parent_code, c.code AS child_code
FROM reached r
CROSS JOIN LATERAL catalog_children(r.material_id, %(drafts)s::bigint[]) AS e (child)
JOIN catalog_material p ON p.id = r.material_id
JOIN catalog_material c ON c.id = e.child
ORDER BY p.code, c.code
