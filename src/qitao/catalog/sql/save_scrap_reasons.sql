-- Insert or update scrap reasons by code; equal rows are left alone.
-- index: catalog_scrapreason_code_key
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_scrapreason AS kept
        (code, name, name_en, active)
    SELECT g.code, g.name, g.name_en, g.active
    FROM json_to_recordset(%(rows)s::json) AS g (
        code text, name text, name_en text, active boolean)
    ORDER BY g.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, name_en = excluded.name_en, active = excluded.active,
        revision = kept.revision + 1
    WHERE (kept.name, kept.name_en, kept.active)
        IS DISTINCT FROM
          (excluded.name, excluded.name_en, excluded.active)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
