-- How many active people hold all the named rights everywhere and for good.
-- index: people_role_permission_code
SELECT count(*) FROM (
    SELECT a.user_id
    FROM people_rolepermission rp
    LEFT JOIN people_post_roles pr ON pr.role_id = rp.role_id
    LEFT JOIN people_post p ON p.id = pr.post_id AND p.org_unit_id IS NULL
    JOIN people_assignment a ON a.role_id = rp.role_id OR a.post_id = p.id
    JOIN people_user u ON u.id = a.user_id AND u.is_active
    WHERE rp.permission = ANY (%(permissions)s::text[])
      AND a.plant_id IS NULL AND a.org_unit_id IS NULL AND a.valid_to IS NULL
      AND (a.valid_from IS NULL OR a.valid_from <= %(on)s::date)
    GROUP BY a.user_id
    HAVING count(DISTINCT rp.permission) = cardinality(%(permissions)s::text[])
) AS administrators
