-- By which posts and roles a person holds a permission, where and how long; over ones included.
-- index: people_assignment_user_id_09e7444d
SELECT a.id AS assignment, p.name AS post, coalesce(nullif(p.name_en, ''), p.name) AS post_en,
       r.name AS role, coalesce(nullif(r.name_en, ''), r.name) AS role_en, rp.permission,
       plant.name AS plant, plant.name_en AS plant_en, coalesce(a.plant_id, 0) AS plant_id,
       o.name AS org_unit, o.name_en AS org_unit_en, a.valid_from, a.valid_to
FROM people_assignment a
LEFT JOIN people_post p ON p.id = a.post_id
LEFT JOIN people_post_roles pr ON pr.post_id = a.post_id
JOIN people_role r ON r.id = coalesce(a.role_id, pr.role_id)
JOIN people_rolepermission rp ON rp.role_id = r.id
LEFT JOIN people_plant plant ON plant.id = a.plant_id
LEFT JOIN people_orgunit o
    ON o.id = coalesce(a.org_unit_id, CASE WHEN a.plant_id IS NULL THEN p.org_unit_id END)
WHERE a.user_id = %(user)s::bigint AND rp.permission = %(permission)s::text
ORDER BY a.id, r.id
LIMIT %(limit)s
