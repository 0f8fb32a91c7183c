-- The codes of the posts that a person holds on a day.
-- index: people_assignment_user_id_09e7444d
SELECT DISTINCT p.code
FROM people_assignment a JOIN people_post p ON p.id = a.post_id
WHERE a.user_id = %(user)s::bigint
  AND (a.valid_from IS NULL OR a.valid_from <= %(on_day)s::date)
  AND (a.valid_to IS NULL OR a.valid_to >= %(on_day)s::date)
ORDER BY p.code LIMIT 200
