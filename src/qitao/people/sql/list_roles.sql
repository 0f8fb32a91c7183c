-- Roles with the codes that they hold and how many posts and people use them.
-- index: people_role_pkey
SELECT r.id, r.code, r.name, r.name_en, r.purpose,
       ARRAY(
           SELECT rp.permission FROM people_rolepermission rp
           WHERE rp.role_id = r.id ORDER BY rp.permission COLLATE "C"
       ) AS permissions,
       (SELECT count(*) FROM people_post_roles pr WHERE pr.role_id = r.id) AS posts,
       (SELECT count(DISTINCT a.user_id) FROM people_assignment a
        LEFT JOIN people_post_roles pr ON pr.post_id = a.post_id
        WHERE a.role_id = r.id OR pr.role_id = r.id) AS people
FROM people_role r
WHERE (%(role)s::bigint IS NULL OR r.id = %(role)s::bigint)
  AND (%(code)s::text IS NULL OR r.code = %(code)s::text)
  AND (%(permission)s::text IS NULL OR EXISTS (
        SELECT 1 FROM people_rolepermission rp
        WHERE rp.role_id = r.id AND rp.permission = %(permission)s::text))
