-- Insert or update groups by code; equal rows are left alone.
-- index: catalog_materialgroup_code_key
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_materialgroup AS kept
        (code, name, name_en, parent_id, active)
    SELECT g.code, g.name, g.name_en, o.id, g.active
    FROM json_to_recordset(%(rows)s::json) AS g (
        code text, name text, name_en text, parent text, active boolean)
    LEFT JOIN catalog_materialgroup o ON o.code = g.parent
    ORDER BY g.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, name_en = excluded.name_en, parent_id = excluded.parent_id,
        active = excluded.active,
        revision = kept.revision + 1
    WHERE (kept.name, kept.name_en, kept.parent_id, kept.active)
        IS DISTINCT FROM
          (excluded.name, excluded.name_en, excluded.parent_id, excluded.active)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
