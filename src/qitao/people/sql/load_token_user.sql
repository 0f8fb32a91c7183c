-- The person whom a living API token acts as, with the version of all rights.
-- index: people_apitoken_digest_key
SELECT u.id, u.name, u.lang, g.version, t.id AS token, t.last_used_at
FROM people_apitoken t
JOIN people_user u ON u.id = t.user_id
JOIN people_grantsversion g ON g.id = 1
WHERE t.digest = %(digest)s::bytea AND u.is_active AND t.revoked_at IS NULL
  AND (t.expires_at IS NULL OR t.expires_at > now())
