-- Complete tasks by their ids and move their tokens on.
-- index: flow_task_pkey, flow_token_pkey
SELECT * FROM flow_finish_1(
    %(tasks)s::bigint[], %(actor)s, %(at)s, %(variables)s::jsonb, '', %(hops_max)s)
