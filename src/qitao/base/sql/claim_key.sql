-- Claim a request key; false where it was claimed before, once that call has ended.
-- index: base_request_pkey
SELECT base_claim_key_v1(%(actor)s::bigint, %(key)s::text, %(verb)s::text, %(given_hash)s::bytea,
    %(call)s::text, %(metadata)s::text)
