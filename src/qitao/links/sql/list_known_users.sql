-- The ids of people by user name.
-- index: people_user_username_key
SELECT username, id FROM people_user WHERE username = ANY (%(usernames)s::text[])
