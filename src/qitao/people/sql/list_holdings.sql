-- What each of a person's assignments, valid on a day, lets him do, and where.
-- index: people_assignment_user_id_09e7444d
SELECT a.id AS assignment, a.plant_id AS plant,
       coalesce(a.org_unit_id, CASE WHEN a.plant_id IS NULL THEN p.org_unit_id END) AS org_unit,
       array_agg(DISTINCT rp.permission) AS permissions
FROM people_assignment a
LEFT JOIN people_post p ON p.id = a.post_id
LEFT JOIN people_post_roles pr ON pr.post_id = a.post_id
JOIN people_rolepermission rp ON rp.role_id = coalesce(a.role_id, pr.role_id)
WHERE a.user_id = %(user)s::bigint
  AND (a.valid_from IS NULL OR a.valid_from <= %(on)s::date)
  AND (a.valid_to IS NULL OR a.valid_to >= %(on)s::date)
GROUP BY a.id, p.org_unit_id
ORDER BY a.id
