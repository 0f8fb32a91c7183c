-- Roles with the codes that they hold and how many posts and people use them.
-- index: people_role_pkey
SELECT r.id, r.code, r.name, r.name_en, r.purpose,
       ARRAY(
           SELECT rp.permission FROM people_rolepermission rp
           WHERE rp.role_id = r.id ORDER BY rp.permission COLLATE "C"
       ) AS permissions,
       (SELECT count(*) FROM people_post_roles pr WHERE pr.role_id = r.id) AS posts,
       coalesce(h.people, 0) AS people
FROM people_role r
LEFT JOIN (
    SELECT coalesce(a.role_id, pr.role_id) AS role_id, count(DISTINCT a.user_id) AS people
    FROM people_assignment a LEFT JOIN people_post_roles pr ON pr.post_id = a.post_id
    GROUP BY 1
) h ON h.role_id = r.id
WHERE (%(role)s::bigint IS NULL OR r.id = %(role)s::bigint)
  AND (%(code)s::text IS NULL OR r.code = %(code)s::text)
  AND (%(permission)s::text IS NULL OR EXISTS (
        SELECT 1 FROM people_rolepermission rp
        WHERE rp.role_id = r.id AND rp.permission = %(permission)s::text))
