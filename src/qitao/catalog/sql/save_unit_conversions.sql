-- Insert or update conversions by units and material; equal rows are left alone.
-- index: catalog_unitconversion_once
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_unitconversion AS kept
        (from_unit_id, to_unit_id, factor, material_id)
    SELECT f.id, t.id, g.factor, m.id
    FROM json_to_recordset(%(rows)s::json) AS g (
        from_unit text, to_unit text, factor numeric, material text)
    JOIN catalog_unit f ON f.code = g.from_unit
    JOIN catalog_unit t ON t.code = g.to_unit
    LEFT JOIN catalog_material m ON m.code = g.material
    ORDER BY f.id, t.id, m.id
    ON CONFLICT (from_unit_id, to_unit_id, material_id) DO UPDATE SET
        factor = excluded.factor
    WHERE (kept.factor)
        IS DISTINCT FROM
          (excluded.factor)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
