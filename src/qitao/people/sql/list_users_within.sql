-- People whose posts and roles, past ones too, all hold within some plants and org units; those who
-- hold none by where they belong.
-- index: people_assignment_once, people_assignment_user_id_09e7444d
SELECT u.id
FROM people_user u
LEFT JOIN LATERAL (
    SELECT bool_and(CASE WHEN a.plant_id IS NULL THEN
               coalesce(coalesce(a.org_unit_id, p.org_unit_id) = ANY (%(org_units)s::bigint[]), false)
           ELSE a.plant_id = ANY (%(plants)s::bigint[]) END) AS inside
    FROM people_assignment a LEFT JOIN people_post p ON p.id = a.post_id
    WHERE a.user_id = u.id
) h ON true
WHERE coalesce(h.inside, u.org_unit_id = ANY (%(org_units)s::bigint[]), false)
ORDER BY u.id
