-- Who holds which post or role, where and how long.
-- index: people_assignment_user_id_09e7444d, people_assignment_post_id_1a3a3abe, people_user_org_unit_id_a8674583, people_assignment_pkey
-- plan: custom
SELECT a.id, a.user_id AS user, u.name AS user_name, a.post_id AS post, p.name AS post_name,
       coalesce(nullif(p.name_en, ''), p.name) AS post_name_en, a.role_id AS role,
       r.name AS role_name, coalesce(nullif(r.name_en, ''), r.name) AS role_name_en, a.plant_id AS plant, plant.name AS plant_name,
       plant.name_en AS plant_name_en,
       a.org_unit_id AS org_unit, o.name AS org_unit_name,
       o.name_en AS org_unit_name_en, a.valid_from, a.valid_to
FROM people_assignment a
JOIN people_user u ON u.id = a.user_id
LEFT JOIN people_post p ON p.id = a.post_id
LEFT JOIN people_role r ON r.id = a.role_id
LEFT JOIN people_plant plant ON plant.id = a.plant_id
LEFT JOIN people_orgunit o ON o.id = a.org_unit_id
WHERE (%(user)s::bigint IS NULL OR a.user_id = %(user)s::bigint)
  AND (%(post)s::bigint IS NULL OR a.post_id = %(post)s::bigint)
  AND (%(role)s::bigint IS NULL OR a.role_id = %(role)s::bigint)
  AND (%(plant)s::bigint IS NULL OR a.plant_id = %(plant)s::bigint)
  AND (%(org_units)s::bigint[] IS NULL OR u.org_unit_id = ANY (%(org_units)s::bigint[]))
