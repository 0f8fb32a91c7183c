-- Who holds which post or role, as people write them; all, or those of the people with a user name.
-- index: people_user_username_key, people_assignment_once
-- plan: custom
SELECT u.username AS "user", p.code AS post, r.code AS role, f.code AS plant, o.code AS org_unit,
       a.valid_from, a.valid_to
FROM people_assignment a
JOIN people_user u ON u.id = a.user_id
LEFT JOIN people_post p ON p.id = a.post_id
LEFT JOIN people_role r ON r.id = a.role_id
LEFT JOIN people_plant f ON f.id = a.plant_id
LEFT JOIN people_orgunit o ON o.id = a.org_unit_id
WHERE (%(user)s::text[] IS NULL OR u.username = ANY (%(user)s::text[]))
ORDER BY u.username, p.code, r.code, f.code, o.code
