-- Take tokens back from the task of one verb to the task of an earlier one; they are locked already.
-- index: flow_instance_business, flow_token_instance, flow_task_one_open
-- The old task is closed before the new one opens: a token has one open task.
WITH asked AS MATERIALIZED (
    SELECT DISTINCT ON (t.id) t.id, t.instance_id, t.node_id, t.state, t.since, i.business_type,
           i.business_id, n.id AS target_id, n.key, n.step, n.sla, n.verb, n.permission, n.post,
           n.form, CASE WHEN n.state <> '' AND n.state <> t.state THEN n.state END AS new_state
    FROM flow_instance i
    JOIN flow_token t ON t.instance_id = i.id AND t.wait = 'task'
    JOIN flow_node f ON f.id = t.node_id AND f.verb = %(verb)s::text
    JOIN flow_node n ON n.definition_id = t.definition_id AND n.verb = %(to)s::text
         AND n.entry = 'task'
    WHERE i.business_type = %(business_type)s::text
      AND i.business_id = ANY (%(business_ids)s::bigint[])
      AND i.status = 'active'
    ORDER BY t.id, n.id
), closed AS (
    UPDATE flow_task k SET state = 'cancelled', done_at = %(at)s::timestamptz
    FROM asked a
    WHERE k.instance_id = a.instance_id AND k.token_id = a.id AND k.done_at IS NULL
    RETURNING k.token_id
), opened AS (
    INSERT INTO flow_task (instance_id, token_id, node_id, verb, permission, post, form, state,
                           opened_at)
    SELECT a.instance_id, a.id, a.target_id, a.verb, a.permission, a.post, a.form, 'open',
           %(at)s::timestamptz
    FROM closed c JOIN asked a ON a.id = c.token_id
    RETURNING id, token_id
), timers AS (
    DELETE FROM flow_timer x USING asked a WHERE x.token_id = a.id
), due_again AS (
    INSERT INTO flow_timer (instance_id, token_id, node_id, due)
    SELECT a.instance_id, a.id, b.id, %(at)s::timestamptz + b.after
    FROM asked a JOIN flow_node b ON b.attached_to_id = a.target_id AND b.kind = 'timer'
), moved AS (
    UPDATE flow_token t
    SET node_id = a.target_id, state = coalesce(a.new_state, a.state), wait_ref = o.id,
        since = %(at)s::timestamptz, due = %(at)s::timestamptz + a.sla, verdict = 'not_evaluated',
        code = '', evidence = '{}', asked_at = NULL, attempt = 0
    FROM asked a JOIN opened o ON o.token_id = a.id
    WHERE t.id = a.id
), logged AS (
    INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, cause, actor, waited)
    SELECT %(at)s::timestamptz, instance_id, id, node_id, target_id, 'back', %(actor)s::bigint,
           %(at)s::timestamptz - since
    FROM asked
)
SELECT 1 AS place, a.id AS token_id, a.instance_id, a.business_type, a.business_id, a.key AS node,
       a.step, 'task' AS wait, a.new_state AS state
FROM asked a JOIN opened o ON o.token_id = a.id
