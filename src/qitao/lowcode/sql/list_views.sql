-- The views of a list that a person sees: the own ones and those shared with one of the roles.
-- index: lowcode_view_once, lowcode_view_shared, lowcode_choice_once
SELECT v.id, v.name, v.query, v.columns, v.owner_id = %(user)s::bigint AS own,
       u.name AS owner_name, v.role_id AS role, r.name AS role_name, r.name_en AS role_name_en,
       EXISTS (SELECT FROM lowcode_list_choice c
               WHERE c.user_id = %(user)s::bigint AND c.page = v.page AND c.first_view_id = v.id)
           AS first
FROM lowcode_list_view v
JOIN people_user u ON u.id = v.owner_id
LEFT JOIN people_role r ON r.id = v.role_id
WHERE v.page = %(page)s
  AND (v.owner_id = %(user)s::bigint OR v.role_id = ANY (%(roles)s::bigint[]))
ORDER BY own DESC, v.name, v.id
LIMIT %(limit)s
