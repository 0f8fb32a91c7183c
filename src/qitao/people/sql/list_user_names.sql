-- The names of people by their ids.
-- index: people_user_pkey
SELECT u.id, u.name FROM people_user u WHERE u.id = ANY (%(users)s::bigint[])
