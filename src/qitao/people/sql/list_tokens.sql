-- API tokens without their secrets.
-- index: people_apitoken_user_id_36fa5f8b, people_apitoken_pkey
-- plan: custom
SELECT t.id, t.user_id AS user, u.name AS user_name, t.name, t.prefix, t.created_at, t.expires_at,
       t.revoked_at, t.last_used_at
FROM people_apitoken t
JOIN people_user u ON u.id = t.user_id
WHERE (%(user)s::bigint IS NULL OR t.user_id = %(user)s::bigint)
  AND (%(living)s::boolean IS NULL
       OR %(living)s::boolean = (t.revoked_at IS NULL
                                 AND (t.expires_at IS NULL OR t.expires_at > now())))
  AND (%(org_units)s::bigint[] IS NULL OR u.org_unit_id = ANY (%(org_units)s::bigint[]))
