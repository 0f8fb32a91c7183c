-- The roles that hold one of several permissions, each with those of them that it holds.
-- index: people_role_permission_code
SELECT r.id, r.code, r.name, r.name_en, array_agg(rp.permission) AS permissions
FROM people_rolepermission rp
JOIN people_role r ON r.id = rp.role_id
WHERE rp.permission = ANY (%(permissions)s::text[])
GROUP BY r.id
ORDER BY r.id
LIMIT %(limit)s
