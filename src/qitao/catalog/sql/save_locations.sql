-- Insert or update locations by plant and code; equal rows are left alone.
-- index: catalog_location_plant_code
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_location AS kept
        (plant_id, code, name, name_en, kind, allow_negative, pickable, pick_sequence, active,
        parent_id, work_centre_id)
    SELECT p.id, g.code, g.name, g.name_en, g.kind, g.allow_negative, g.pickable, g.pick_sequence,
           g.active, o.id, w.id
    FROM json_to_recordset(%(rows)s::json) AS g (
        plant text, code text, name text, name_en text, kind text, allow_negative boolean,
        pickable boolean, pick_sequence int, active boolean, parent text, work_centre text)
    JOIN people_plant p ON p.code = g.plant
    LEFT JOIN catalog_location o ON o.plant_id = p.id AND o.code = g.parent
    LEFT JOIN catalog_workcentre w ON w.plant_id = p.id AND w.code = g.work_centre
    ORDER BY p.id, g.code
    ON CONFLICT (plant_id, code) DO UPDATE SET
        name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
        allow_negative = excluded.allow_negative, pickable = excluded.pickable,
        pick_sequence = excluded.pick_sequence, active = excluded.active,
        parent_id = excluded.parent_id, work_centre_id = excluded.work_centre_id,
        revision = kept.revision + 1
    WHERE (kept.name, kept.name_en, kept.kind, kept.allow_negative, kept.pickable,
           kept.pick_sequence, kept.active, kept.parent_id, kept.work_centre_id)
        IS DISTINCT FROM
          (excluded.name, excluded.name_en, excluded.kind, excluded.allow_negative, excluded.pickable,
           excluded.pick_sequence, excluded.active, excluded.parent_id, excluded.work_centre_id)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
