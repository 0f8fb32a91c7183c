-- Which roles and posts each active person holds today, and in which plants, for statements on sets.
-- index: none (schema)
-- A plant's assignment reaches that plant; a department's reaches the plants beneath it or, where
-- there are none, the one that it lies in; without either it reaches all (`rules.scope_of`).
CREATE VIEW people_role_held AS
WITH RECURSIVE above AS (
    SELECT o.id AS unit, o.id AS upper, 0 AS steps FROM people_orgunit o
    UNION ALL
    SELECT a.unit, o.parent_id, a.steps + 1
    FROM above a JOIN people_orgunit o ON o.id = a.upper
    WHERE o.parent_id IS NOT NULL AND a.steps < 50
), beneath AS (
    SELECT a.upper AS unit, p.id AS plant_id FROM above a JOIN people_plant p ON p.org_unit_id = a.unit
), reach AS (
    SELECT unit, plant_id FROM beneath
    UNION ALL
    (SELECT DISTINCT ON (a.unit) a.unit, p.id
     FROM above a JOIN people_plant p ON p.org_unit_id = a.upper
     WHERE a.unit NOT IN (SELECT b.unit FROM beneath b)
     ORDER BY a.unit, a.steps)
), valid AS (
    SELECT a.user_id, a.post_id, coalesce(a.role_id, r.role_id) AS role_id, a.plant_id,
           a.valid_from, a.valid_to,
           CASE WHEN a.plant_id IS NULL THEN coalesce(a.org_unit_id, p.org_unit_id) END AS unit
    FROM people_assignment a
    JOIN people_user u ON u.id = a.user_id AND u.is_active
    LEFT JOIN people_post p ON p.id = a.post_id
    LEFT JOIN people_post_roles r ON r.post_id = a.post_id
)
SELECT DISTINCT v.user_id, v.post_id, v.role_id, p.id AS plant_id
FROM valid v
LEFT JOIN reach r ON r.unit = v.unit
JOIN people_plant p
  ON p.id = coalesce(v.plant_id, r.plant_id) OR (v.plant_id IS NULL AND v.unit IS NULL)
WHERE (now() AT TIME ZONE p.time_zone)::date
      BETWEEN coalesce(v.valid_from, '-infinity') AND coalesce(v.valid_to, 'infinity')
