-- How often a person was refused for a wrong password or code lately (refusals outlive rollbacks).
-- index: base_refusal_actor
SELECT count(*) FROM (
    SELECT code FROM base_refusal
    WHERE actor = %(user)s::bigint AND recorded_at > %(since)s::timestamptz
      AND code = ANY (%(codes)s::text[])
    ORDER BY id DESC LIMIT 100
) AS tries
