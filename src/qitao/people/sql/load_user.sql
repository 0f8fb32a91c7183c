-- A person who may act now, with the version of all rights.
-- index: people_user_pkey
SELECT u.id, u.name, u.lang, u.password, u.sessions_version, g.version
FROM people_user u
JOIN people_grantsversion g ON g.id = 1
WHERE u.id = %(user)s::bigint AND u.is_active
