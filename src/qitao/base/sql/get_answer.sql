-- What a request key was answered with.
-- index: base_request_pkey
SELECT verb, given_hash, result
FROM base_request
WHERE actor = %(actor)s::bigint AND key = %(key)s::text
