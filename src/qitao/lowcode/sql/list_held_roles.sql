-- The roles that a person holds on a day, directly or by a post.
-- index: people_assignment_user_id_09e7444d
SELECT DISTINCT h.role_id FROM (
    SELECT coalesce(a.role_id, pr.role_id) AS role_id
    FROM people_assignment a
    LEFT JOIN people_post_roles pr ON pr.post_id = a.post_id
    WHERE a.user_id = %(user)s::bigint
      AND (a.valid_from IS NULL OR a.valid_from <= %(on)s::date)
      AND (a.valid_to IS NULL OR a.valid_to >= %(on)s::date)
) h WHERE h.role_id IS NOT NULL ORDER BY h.role_id LIMIT 200
