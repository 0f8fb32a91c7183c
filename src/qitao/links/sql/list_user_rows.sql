-- People as people write them; all, or those with one of the user names.
-- index: people_user_username_key
-- plan: custom
SELECT u.username, u.name, o.code AS org_unit, u.email, u.phone, u.badge, u.lang
FROM people_user u
LEFT JOIN people_orgunit o ON o.id = u.org_unit_id
WHERE (%(username)s::text[] IS NULL OR u.username = ANY (%(username)s::text[]))
ORDER BY u.username
