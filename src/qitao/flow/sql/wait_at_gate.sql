-- An outside gate said no: its token waits at the gate until it is asked again.
-- index: flow_token_pkey
UPDATE flow_token SET wait = 'gate', wait_ref = NULL WHERE id = ANY (%(tokens)s::bigint[])
