-- Who holds a permission and may assign posts too, by which post or role and where.
-- index: people_role_permission_code
SELECT u.id AS user, u.name, rp.permission, a.id AS assignment, a.plant_id AS plant,
       coalesce(a.org_unit_id, CASE WHEN a.plant_id IS NULL THEN p.org_unit_id END) AS org_unit,
       coalesce(p.name, r.name) AS title,
       coalesce(nullif(p.name_en, ''), nullif(r.name_en, ''), p.name, r.name) AS title_en
FROM people_rolepermission rp
JOIN people_role r ON r.id = rp.role_id
LEFT JOIN people_post_roles pr ON pr.role_id = rp.role_id
LEFT JOIN people_post p ON p.id = pr.post_id
JOIN people_assignment a ON a.role_id = rp.role_id OR a.post_id = p.id
JOIN people_user u ON u.id = a.user_id AND u.is_active
WHERE rp.permission = ANY (%(permissions)s::text[])
  AND (a.valid_from IS NULL OR a.valid_from <= %(on)s::date)
  AND (a.valid_to IS NULL OR a.valid_to >= %(on)s::date)
ORDER BY u.pinyin, u.id, a.id
LIMIT %(limit)s
