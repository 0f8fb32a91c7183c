-- People with their posts, by name, user name, pinyin or the whole number of a badge.
-- index: people_user_pkey, people_user_username_key, people_user_org_unit_id_a8674583, people_user_pinyin
-- plan: custom
SELECT u.id, u.username, u.name, u.pinyin, u.email, u.phone, u.badge, u.org_unit_id AS org_unit,
       coalesce(o.name, '') AS org_unit_name, coalesce(o.name_en, '') AS org_unit_name_en,
       ARRAY(
           SELECT DISTINCT coalesce(p.name, r.name)
           FROM people_assignment a
           LEFT JOIN people_post p ON p.id = a.post_id
           LEFT JOIN people_role r ON r.id = a.role_id
           WHERE a.user_id = u.id ORDER BY 1
       ) AS posts,
       ARRAY(
           SELECT DISTINCT coalesce(nullif(p.name_en, ''), p.name, nullif(r.name_en, ''), r.name)
           FROM people_assignment a
           LEFT JOIN people_post p ON p.id = a.post_id
           LEFT JOIN people_role r ON r.id = a.role_id
           WHERE a.user_id = u.id ORDER BY 1
       ) AS posts_en,
       u.lang, u.is_active AS active,
       EXISTS (
           SELECT 1 FROM otp_totp_totpdevice d WHERE d.user_id = u.id AND d.confirmed
       ) AS totp,
       u.created_at, u.last_login
FROM people_user u
LEFT JOIN people_orgunit o ON o.id = u.org_unit_id
WHERE (%(user)s::bigint IS NULL OR u.id = %(user)s::bigint)
  AND (%(active)s::boolean IS NULL OR u.is_active = %(active)s::boolean)
  AND (%(org_units)s::bigint[] IS NULL OR u.org_unit_id = ANY (%(org_units)s::bigint[]))
  AND (%(username)s::text IS NULL OR u.username = %(username)s::text)
  AND (%(search)s::text IS NULL
       OR strpos(lower(u.name), lower(%(search)s::text)) > 0
       OR strpos(lower(u.username), lower(%(search)s::text)) > 0
       OR lower(u.badge) = lower(%(search)s::text)
       OR strpos(regexp_replace(u.pinyin, '[1-5]?( |$)', '', 'g'), lower(%(search)s::text)) > 0
       OR strpos(regexp_replace(u.pinyin, '([a-z])[a-z]*[1-5]( |$)', '\1', 'g'),
                 lower(%(search)s::text)) > 0)
