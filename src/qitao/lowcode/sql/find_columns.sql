-- The columns that a person has chosen for a list.
-- index: lowcode_choice_once
SELECT columns FROM lowcode_list_choice
WHERE user_id = %(user)s::bigint AND page = %(page)s
