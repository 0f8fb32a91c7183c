-- Insert or update work centres by plant and code; equal rows are left alone.
-- index: catalog_workcentre_plant_code
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_workcentre AS kept
        (plant_id, code, name, name_en, kind, capacity_minutes, cost_rate, active, org_unit_id,
        line_side_location_id)
    SELECT p.id, g.code, g.name, g.name_en, g.kind, g.capacity_minutes, g.cost_rate, g.active,
           o.id, l.id
    FROM json_to_recordset(%(rows)s::json) AS g (
        plant text, code text, name text, name_en text, kind text, capacity_minutes int,
        cost_rate numeric, active boolean, org_unit text, line_side_location text)
    JOIN people_plant p ON p.code = g.plant
    LEFT JOIN people_orgunit o ON o.code = g.org_unit
    LEFT JOIN catalog_location l ON l.plant_id = p.id AND l.code = g.line_side_location
    ORDER BY p.id, g.code
    ON CONFLICT (plant_id, code) DO UPDATE SET
        name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
        capacity_minutes = excluded.capacity_minutes, cost_rate = excluded.cost_rate,
        active = excluded.active, org_unit_id = excluded.org_unit_id, line_side_location_id = excluded.line_side_location_id,
        revision = kept.revision + 1
    WHERE (kept.name, kept.name_en, kept.kind, kept.capacity_minutes, kept.cost_rate, kept.active,
           kept.org_unit_id, kept.line_side_location_id)
        IS DISTINCT FROM
          (excluded.name, excluded.name_en, excluded.kind, excluded.capacity_minutes,
           excluded.cost_rate, excluded.active, excluded.org_unit_id, excluded.line_side_location_id)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
