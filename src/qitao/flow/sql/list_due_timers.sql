-- Of locked tokens, the timers that still stand and are due, the first of each token.
-- index: flow_timer_once
SELECT DISTINCT ON (x.token_id) x.token_id, x.node_id AS boundary_id
FROM flow_timer x
WHERE x.token_id = ANY (%(tokens)s::bigint[]) AND x.due <= %(at)s
ORDER BY x.token_id, x.due, x.id
