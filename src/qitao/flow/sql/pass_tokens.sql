-- Move tokens on from a gate, a job or an incident; they are locked already.
-- index: flow_token_pkey
SELECT * FROM flow_pass_1(
    %(tokens)s::bigint[], %(cause)s, %(actor)s, %(at)s, %(tag)s, %(hops_max)s)
