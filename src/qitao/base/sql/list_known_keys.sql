-- Which of a person's request keys were answered.
-- index: base_request_pkey
SELECT key FROM base_request
WHERE actor = %(actor)s::bigint AND key = ANY (%(keys)s::text[])
