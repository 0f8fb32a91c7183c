-- Posts with the roles that they map to and how many people hold them.
-- index: people_post_pkey
SELECT p.id, p.code, p.name, p.name_en, p.org_unit_id AS org_unit,
       ARRAY(SELECT pr.role_id FROM people_post_roles pr
             WHERE pr.post_id = p.id ORDER BY pr.role_id) AS roles,
       ARRAY(SELECT r.name FROM people_post_roles pr JOIN people_role r ON r.id = pr.role_id
             WHERE pr.post_id = p.id ORDER BY pr.role_id) AS role_names,
       ARRAY(SELECT coalesce(nullif(r.name_en, ''), r.name)
             FROM people_post_roles pr JOIN people_role r ON r.id = pr.role_id
             WHERE pr.post_id = p.id ORDER BY pr.role_id) AS role_names_en,
       (SELECT count(DISTINCT a.user_id) FROM people_assignment a WHERE a.post_id = p.id) AS people
FROM people_post p
WHERE (%(post)s::bigint IS NULL OR p.id = %(post)s::bigint)
  AND (%(code)s::text IS NULL OR p.code = %(code)s::text)
  AND (%(org_unit)s::bigint IS NULL OR p.org_unit_id = %(org_unit)s::bigint)
