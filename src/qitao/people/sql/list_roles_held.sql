-- Which roles persons hold on a day, each by a post or directly, and whether everywhere.
-- index: people_assignment_user_id_09e7444d
SELECT a.user_id AS user, coalesce(a.role_id, pr.role_id) AS role,
       bool_or(a.role_id IS NOT NULL) AS direct,
       bool_or(a.plant_id IS NULL AND a.org_unit_id IS NULL AND p.org_unit_id IS NULL) AS everywhere
FROM people_assignment a
LEFT JOIN people_post p ON p.id = a.post_id
LEFT JOIN people_post_roles pr ON pr.post_id = a.post_id
WHERE a.user_id = ANY (%(users)s::bigint[])
  AND coalesce(a.role_id, pr.role_id) IS NOT NULL
  AND (a.valid_from IS NULL OR a.valid_from <= %(on)s::date)
  AND (a.valid_to IS NULL OR a.valid_to >= %(on)s::date)
GROUP BY a.user_id, coalesce(a.role_id, pr.role_id)
ORDER BY a.user_id
LIMIT %(limit)s
