-- The engine's verbs in one round trip each: start, complete, pass, divert, cancel.
-- index: none (functions)

-- Start one instance per business object; those that already have a living one are left out.
CREATE FUNCTION flow_start_1(p_definition bigint, p_type text, p_businesses bigint[],
    p_variables jsonb, p_actor bigint, p_at timestamptz, p_hops_max int)
RETURNS SETOF flow_moved_1 LANGUAGE plpgsql AS $$
DECLARE
    tokens bigint[];
BEGIN
    IF p_definition IS NULL THEN
        RETURN;
    END IF;
    WITH started AS (
        INSERT INTO flow_instance (definition_id, business_type, business_id, status, variables,
                                   started_at)
        SELECT p_definition, p_type, b.id, 'active', p_variables, p_at
        FROM (SELECT DISTINCT unnest(p_businesses) AS id ORDER BY 1) AS b
        ON CONFLICT (business_type, business_id) WHERE status IN ('active', 'held') DO NOTHING
        RETURNING id
    ), standing AS (
        INSERT INTO flow_token (instance_id, definition_id, node_id, state, wait, since, verdict,
                                code)
        SELECT s.id, p_definition, n.id, n.state, 'pass', p_at, 'not_evaluated', ''
        FROM started s JOIN flow_node n ON n.definition_id = p_definition AND n.kind = 'start'
        RETURNING id, instance_id, node_id
    ), logged AS (
        INSERT INTO flow_log (at, instance_id, token_id, to_node, cause, actor)
        SELECT p_at, instance_id, id, node_id, 'start', p_actor FROM standing
    )
    SELECT array_agg(id) INTO tokens FROM standing;
    IF tokens IS NOT NULL THEN
        RETURN QUERY SELECT * FROM flow_advance_1(tokens, 'pass', p_actor, p_at, '', p_hops_max);
    END IF;
END $$;

-- Complete open tasks of active instances and move their tokens on.
CREATE FUNCTION flow_finish_1(p_tasks bigint[], p_actor bigint, p_at timestamptz,
    p_variables jsonb, p_tag text, p_hops_max int)
RETURNS SETOF flow_moved_1 LANGUAGE plpgsql AS $$
DECLARE
    tokens bigint[];
BEGIN
    PERFORM flow_lock_1(ARRAY(SELECT token_id FROM flow_task WHERE id = ANY (p_tasks)),
                        p_variables <> '{}');
    WITH done AS (
        UPDATE flow_task k SET state = 'done', done_by = p_actor, done_at = p_at
        FROM flow_instance i
        WHERE k.id = ANY (p_tasks) AND k.done_at IS NULL AND i.id = k.instance_id
          AND i.held_at IS NULL AND i.ended_at IS NULL
          AND (k.claimed_by IS NULL OR k.claimed_by = p_actor OR p_actor = 0)
        RETURNING k.token_id, k.instance_id
    ), set_variables AS (
        UPDATE flow_instance i SET variables = i.variables || p_variables
        WHERE p_variables <> '{}' AND i.id IN (SELECT instance_id FROM done)
    )
    SELECT array_agg(token_id) INTO tokens FROM done;
    IF tokens IS NOT NULL THEN
        RETURN QUERY SELECT * FROM
            flow_advance_1(tokens, 'complete', p_actor, p_at, p_tag, p_hops_max);
    END IF;
END $$;

-- Complete, for each business object, the open tasks that wait for this verb.
CREATE FUNCTION flow_complete_1(p_type text, p_businesses bigint[], p_verb text, p_actor bigint,
    p_at timestamptz, p_variables jsonb, p_tag text, p_hops_max int)
RETURNS SETOF flow_moved_1 LANGUAGE plpgsql AS $$
DECLARE
    -- In two steps: a kept plan for a join was seen to read every open task of the plant.
    instances bigint[] := ARRAY(
        SELECT id FROM flow_instance
        WHERE business_type = p_type AND business_id = ANY (p_businesses)
          AND ended_at IS NULL);
BEGIN
    RETURN QUERY SELECT * FROM flow_finish_1(
        ARRAY(SELECT id FROM flow_task
              WHERE instance_id = ANY (instances) AND done_at IS NULL AND verb = p_verb),
        p_actor, p_at, p_variables, p_tag, p_hops_max);
END $$;

-- Let tokens pass a gate, or go on after a job; the caller holds their locks.
CREATE FUNCTION flow_pass_1(p_tokens bigint[], p_cause text, p_actor bigint, p_at timestamptz,
    p_tag text, p_hops_max int)
RETURNS SETOF flow_moved_1 LANGUAGE plpgsql AS $$
DECLARE
    tokens bigint[] := ARRAY(
        SELECT t.id FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id
        WHERE t.id = ANY (p_tokens) AND t.wait IN ('gate', 'job', 'incident')
          AND i.held_at IS NULL AND i.ended_at IS NULL);
BEGIN
    UPDATE flow_incident SET resolved_at = p_at, resolved_by = p_actor, resolution = p_cause
    WHERE id IN (SELECT wait_ref FROM flow_token WHERE id = ANY (tokens) AND wait = 'incident');
    RETURN QUERY SELECT * FROM
        flow_advance_1(tokens, p_cause, p_actor, p_at, p_tag, p_hops_max);
END $$;

-- Take tokens out of their activity by a boundary event, or, where it does not interrupt, send a
-- new token that way; the caller holds the locks.
CREATE FUNCTION flow_divert_1(p_tokens bigint[], p_boundaries bigint[], p_cause text,
    p_actor bigint, p_at timestamptz, p_code text, p_hops_max int)
RETURNS SETOF flow_moved_1 LANGUAGE plpgsql AS $$
DECLARE
    leaving bigint[];
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT t.id, t.instance_id, t.definition_id, t.node_id, t.state, t.since, b.interrupts,
               b.id AS boundary,
               CASE WHEN b.interrupts THEN t.id ELSE nextval('flow_token_id_seq') END AS token_id
        FROM unnest(p_tokens, p_boundaries) AS d (token, boundary)
        JOIN flow_token t ON t.id = d.token
        JOIN flow_node b ON b.id = d.boundary AND b.attached_to_id = t.node_id
        JOIN flow_instance i ON i.id = t.instance_id
            AND i.held_at IS NULL AND i.ended_at IS NULL
    ), tasks AS (
        UPDATE flow_task k SET state = 'cancelled', done_at = p_at
        FROM asked a WHERE k.instance_id = a.instance_id AND k.token_id = a.id
            AND k.done_at IS NULL AND a.interrupts
    ), jobs AS (
        UPDATE flow_job j SET state = 'cancelled', finished_at = p_at
        FROM asked a WHERE j.instance_id = a.instance_id AND j.token_id = a.id
            AND j.finished_at IS NULL AND a.interrupts
    ), incidents AS (
        UPDATE flow_incident n SET resolved_at = p_at, resolved_by = p_actor, resolution = p_cause
        FROM asked a WHERE n.instance_id = a.instance_id AND n.token_id = a.id AND a.interrupts
            AND n.resolved_at IS NULL
    ), timers AS (
        DELETE FROM flow_timer x USING asked a
        WHERE x.token_id = a.id AND (a.interrupts OR x.node_id = a.boundary)
    ), moved AS (
        UPDATE flow_token t SET node_id = a.boundary, since = p_at, due = NULL, wait = 'pass',
            wait_ref = NULL, verdict = 'not_evaluated', code = '', evidence = '{}'
        FROM asked a WHERE t.id = a.id AND a.interrupts
    ), sent AS (
        INSERT INTO flow_token (id, instance_id, definition_id, node_id, state, wait, since,
                                verdict, code)
        SELECT token_id, instance_id, definition_id, boundary, state, 'pass', p_at,
               'not_evaluated', ''
        FROM asked WHERE NOT interrupts
    ), logged AS (
        INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, cause, actor, waited,
                              code)
        SELECT p_at, instance_id, token_id, node_id, boundary, p_cause, p_actor, p_at - since,
               p_code
        FROM asked
    )
    SELECT array_agg(token_id) INTO leaving FROM asked;
    IF leaving IS NOT NULL THEN
        RETURN QUERY SELECT * FROM
            flow_advance_1(leaving, p_cause, p_actor, p_at, '', p_hops_max);
    END IF;
END $$;

-- Lock the living instances of business objects, then all their tokens, each in id order. Statements
-- of their own, so that the second sees what the owner of the first lock has left behind.
CREATE FUNCTION flow_lock_business_1(p_type text, p_businesses bigint[]) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
    instances bigint[];
BEGIN
    instances := ARRAY(
        SELECT id FROM flow_instance
        WHERE business_type = p_type AND business_id = ANY (p_businesses)
          AND status IN ('active', 'held')
        ORDER BY id FOR NO KEY UPDATE);
    PERFORM 1 FROM flow_token WHERE instance_id = ANY (instances) ORDER BY id FOR NO KEY UPDATE;
    RETURN instances;
END $$;

-- Where business objects stand, and nobody can move them until the end of the transaction.
CREATE TYPE flow_standing_1 AS (
    token_id bigint, business_type text, business_id bigint, status text, step text, node_id bigint,
    node text, node_name text, wait text, code text
);
CREATE FUNCTION flow_stand_still_1(p_type text, p_businesses bigint[])
RETURNS SETOF flow_standing_1 LANGUAGE plpgsql AS $$
DECLARE
    instances bigint[] := flow_lock_business_1(p_type, p_businesses);
BEGIN
    RETURN QUERY
        SELECT t.id, i.business_type::text, i.business_id, i.status::text, n.step::text, n.id,
               n.key::text, n.name::text, t.wait::text, t.code::text
        FROM flow_token t
        JOIN flow_instance i ON i.id = t.instance_id
        JOIN flow_node n ON n.id = t.node_id
        WHERE t.instance_id = ANY (instances)
        ORDER BY t.id;
END $$;

-- Hold active instances: their tokens stay, and nothing moves until they are resumed.
CREATE FUNCTION flow_hold_1(p_type text, p_businesses bigint[], p_actor bigint, p_at timestamptz)
RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
    instances bigint[] := flow_lock_business_1(p_type, p_businesses);
BEGIN
    RETURN QUERY
        WITH held AS (
            UPDATE flow_instance SET status = 'held', held_at = p_at
            WHERE id = ANY (instances) AND status = 'active'
            RETURNING id, business_id
        ), logged AS (
            INSERT INTO flow_log (at, instance_id, cause, actor)
            SELECT p_at, id, 'hold', p_actor FROM held
        )
        SELECT business_id FROM held;
END $$;

-- Resume held instances; what came due meanwhile is due now.
CREATE FUNCTION flow_resume_1(p_type text, p_businesses bigint[], p_actor bigint, p_at timestamptz)
RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
    instances bigint[] := flow_lock_business_1(p_type, p_businesses);
BEGIN
    INSERT INTO flow_log (at, instance_id, cause, actor, waited)
    SELECT p_at, id, 'resume', p_actor, p_at - held_at
    FROM flow_instance WHERE id = ANY (instances) AND status = 'held';
    RETURN QUERY
        UPDATE flow_instance SET status = 'active', held_at = NULL
        WHERE id = ANY (instances) AND status = 'held'
        RETURNING business_id;
END $$;

-- Cancel living instances with all that waits in them; returns the business objects concerned.
CREATE FUNCTION flow_cancel_1(p_type text, p_businesses bigint[], p_actor bigint, p_at timestamptz)
RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
    instances bigint[] := flow_lock_business_1(p_type, p_businesses);
BEGIN
    INSERT INTO flow_log (at, instance_id, token_id, from_node, cause, actor, waited)
    SELECT p_at, instance_id, id, node_id, 'cancel', p_actor, p_at - since
    FROM flow_token WHERE instance_id = ANY (instances);
    PERFORM flow_end_1(instances, 'cancelled', p_at);
    RETURN QUERY SELECT business_id FROM flow_instance WHERE id = ANY (instances);
END $$;

-- One plan for all, made once: every row is reached through an index, whether one token moves or ten
-- thousand, whatever the statistics say (a fresh table has none, and planning costs more than a move).
-- For the same reason no condition on the hot path implies a partial index: on an empty table it looks
-- cheap to walk through all of it, and the plan would do so for ever after. Hence `done_at IS NULL` for
-- an open task, `finished_at IS NULL` for a living job, neither held nor ended for an active instance.
DO $$
DECLARE
    verb regprocedure;
BEGIN
    FOR verb IN SELECT oid FROM pg_proc
        WHERE proname IN ('flow_start_1', 'flow_finish_1', 'flow_complete_1', 'flow_pass_1',
                          'flow_divert_1', 'flow_cancel_1', 'flow_hold_1', 'flow_resume_1',
                          'flow_stand_still_1')
    LOOP
        EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_generic_plan', verb);
        EXECUTE format('ALTER FUNCTION %s SET enable_seqscan = off', verb);
        EXECUTE format('ALTER FUNCTION %s SET enable_hashjoin = off', verb);
        EXECUTE format('ALTER FUNCTION %s SET enable_mergejoin = off', verb);
        EXECUTE format('ALTER FUNCTION %s SET jit = off', verb);
    END LOOP;
END $$;
