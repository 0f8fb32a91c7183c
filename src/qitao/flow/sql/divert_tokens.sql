-- Move tokens out of their activities by boundary events; they are locked already.
-- index: flow_token_pkey
SELECT * FROM flow_divert_1(
    %(tokens)s::bigint[], %(boundaries)s::bigint[], %(cause)s, %(actor)s, %(at)s, %(code)s,
    %(hops_max)s)
