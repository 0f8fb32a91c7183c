-- Insert or update machines by code; equal rows are left alone.
-- index: catalog_machine_code_key
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_machine AS kept
        (code, name, name_en, state, active, work_centre_id)
    SELECT g.code, g.name, g.name_en, g.state, g.active, w.id
    FROM json_to_recordset(%(rows)s::json) AS g (
        code text, name text, name_en text, state text, active boolean, work_centre text,
        plant text)
    JOIN people_plant p ON p.code = g.plant
    JOIN catalog_workcentre w ON w.plant_id = p.id AND w.code = g.work_centre
    ORDER BY g.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, name_en = excluded.name_en, state = excluded.state,
        active = excluded.active, work_centre_id = excluded.work_centre_id,
        revision = kept.revision + 1
    WHERE (kept.name, kept.name_en, kept.state, kept.active, kept.work_centre_id)
        IS DISTINCT FROM
          (excluded.name, excluded.name_en, excluded.state, excluded.active,
           excluded.work_centre_id)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
