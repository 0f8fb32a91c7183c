-- Insert or update substitutes by BOM line and material; equal rows are left alone.
-- index: catalog_bomsubstitute_once, catalog_bom_version, catalog_bomline_no
WITH written AS (
    INSERT INTO catalog_bomsubstitute AS kept (line_id, material_id, ratio, priority)
    SELECT l.id, c.id, g.ratio, g.priority
    FROM json_to_recordset(%(rows)s::json) AS g (
        material text, version text, line_no int, substitute text, ratio numeric, priority int)
    JOIN catalog_material m ON m.code = g.material
    JOIN catalog_bom b ON b.material_id = m.id AND b.version = g.version
    JOIN catalog_bomline l ON l.bom_id = b.id AND l.line_no = g.line_no
    JOIN catalog_material c ON c.code = g.substitute
    ORDER BY l.id, c.id
    ON CONFLICT (line_id, material_id) DO UPDATE SET
        ratio = excluded.ratio, priority = excluded.priority
    WHERE (kept.ratio, kept.priority) IS DISTINCT FROM (excluded.ratio, excluded.priority)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
