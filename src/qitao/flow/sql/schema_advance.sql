-- Moves tokens set-based: one statement a hop for any number of tokens, until none moves by itself.
-- index: none (functions)

-- What came of a move: one row per token that stopped, ended or took on a new business state.
CREATE TYPE flow_moved_1 AS (
    place int,              -- the hop in which it happened
    token_id bigint,
    instance_id bigint,
    business_type text,
    business_id bigint,
    node text,
    step text,
    wait text,              -- why it stopped: task, gate, job, join, incident, end, terminate; or pass
    state text              -- the business state entered, null where it did not change
);

-- Park tokens that cannot go on: an incident becomes their living reason.
CREATE FUNCTION flow_park_1(p_tokens bigint[], p_code text, p_evidence jsonb, p_actor bigint,
    p_at timestamptz) RETURNS void LANGUAGE sql AS $$
    WITH opened AS (
        INSERT INTO flow_incident (instance_id, token_id, node_id, code, evidence, opened_at)
        SELECT t.instance_id, t.id, t.node_id, p_code, p_evidence, p_at
        FROM flow_token t WHERE t.id = ANY (p_tokens)
        ON CONFLICT (instance_id, token_id, code) WHERE resolved_at IS NULL
            DO UPDATE SET node_id = excluded.node_id, evidence = excluded.evidence
        RETURNING id, token_id
    ), parked AS (
        UPDATE flow_token t
        SET wait = 'incident', wait_ref = o.id, verdict = 'unknown', code = p_code,
            evidence = p_evidence
        FROM opened o WHERE t.id = o.token_id
        RETURNING t.id, t.instance_id, t.node_id
    )
    INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, cause, actor, verdict,
                          code, evidence)
    SELECT p_at, instance_id, id, node_id, node_id, 'incident', p_actor, 'unknown', p_code,
           p_evidence
    FROM parked
$$;

-- Lock, in id order: first the instances that a move may touch, then the tokens. Every writer of
-- several rows comes through here, so no two of them can wait for each other in a circle.
CREATE FUNCTION flow_lock_1(p_tokens bigint[], p_instances boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    SELECT array_agg(t.instance_id) INTO touched
    FROM flow_token t JOIN flow_node n ON n.id = t.node_id
    WHERE t.id = ANY (p_tokens) AND (p_instances OR n.locks);
    IF touched IS NOT NULL THEN
        PERFORM 1 FROM flow_instance WHERE id = ANY (touched) ORDER BY id FOR NO KEY UPDATE;
    END IF;
    PERFORM 1 FROM flow_token WHERE id = ANY (p_tokens) ORDER BY id FOR NO KEY UPDATE;
END $$;

-- Let the tokens that have come to joins through, where every incoming flow has brought one.
CREATE FUNCTION flow_join_1(p_instances bigint[]) RETURNS bigint[] LANGUAGE sql AS $$
    WITH complete AS MATERIALIZED (
        SELECT a.instance_id, a.node_id
        FROM flow_join_arrival a JOIN flow_node n ON n.id = a.node_id
        WHERE a.instance_id = ANY (p_instances)
        GROUP BY a.instance_id, a.node_id, n.joins
        HAVING count(DISTINCT a.edge_id) >= n.joins
    ), chosen AS MATERIALIZED (
        SELECT DISTINCT ON (a.instance_id, a.node_id, a.edge_id)
               a.id, a.token_id, a.instance_id, a.node_id
        FROM flow_join_arrival a JOIN complete c USING (instance_id, node_id)
        ORDER BY a.instance_id, a.node_id, a.edge_id, a.id
    ), ranked AS MATERIALIZED (
        SELECT id, token_id, row_number() OVER (
                   PARTITION BY instance_id, node_id ORDER BY token_id) = 1 AS goes_on
        FROM chosen
    ), arrived AS (
        DELETE FROM flow_join_arrival a USING ranked r WHERE a.id = r.id
    ), merged AS (
        DELETE FROM flow_token t USING ranked r WHERE t.id = r.token_id AND NOT r.goes_on
    )
    SELECT array_agg(token_id) FILTER (WHERE goes_on) FROM ranked
$$;

-- End instances: those left without a token, or, where a terminate event was reached, with all that
-- still lives in them. The caller holds the lock on the instances.
CREATE FUNCTION flow_end_1(p_instances bigint[], p_status text, p_at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF p_status <> 'completed' THEN
        DELETE FROM flow_join_arrival WHERE instance_id = ANY (p_instances);
        DELETE FROM flow_timer WHERE instance_id = ANY (p_instances);
        UPDATE flow_task SET state = 'cancelled', done_at = p_at
        WHERE instance_id = ANY (p_instances) AND done_at IS NULL;
        UPDATE flow_job SET state = 'cancelled', finished_at = p_at
        WHERE instance_id = ANY (p_instances) AND finished_at IS NULL;
        UPDATE flow_incident SET resolved_at = p_at, resolution = p_status
        WHERE instance_id = ANY (p_instances) AND resolved_at IS NULL AND token_id IS NOT NULL;
        DELETE FROM flow_token WHERE instance_id = ANY (p_instances);
    END IF;
    UPDATE flow_instance i SET status = p_status, ended_at = p_at
    WHERE i.id = ANY (p_instances) AND i.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM flow_token t WHERE t.instance_id = i.id);
END $$;

CREATE FUNCTION flow_advance_1(p_tokens bigint[], p_cause text, p_actor bigint, p_at timestamptz,
    p_tag text, p_hops_max int) RETURNS SETOF flow_moved_1 LANGUAGE plpgsql AS $$
DECLARE
    ready bigint[] := p_tokens;
    gateway record;
    some_tokens bigint[]; some_choices int[];
    chosen_tokens bigint[]; chosen_edges int[]; nowhere bigint[];
    joining bigint[]; ending bigint[]; ended bigint[]; terminating bigint[]; through bigint[];
    hop int := 0;
    hop_tokens bigint[]; hop_instances bigint[]; hop_nodes bigint[]; hop_waits text[];
    hop_states text[];
    out_places int[] := '{}'; out_tokens bigint[] := '{}'; out_instances bigint[] := '{}';
    out_nodes bigint[] := '{}'; out_waits text[] := '{}'; out_states text[] := '{}';
BEGIN
    -- A plan kept from when there was one token, or none, would pair thousands with each other.
    IF cardinality(p_tokens) > 500 THEN
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true),
            set_config('enable_hashjoin', 'on', true);
    END IF;
    DELETE FROM flow_timer WHERE token_id = ANY (p_tokens);
    WHILE ready IS NOT NULL AND hop < p_hops_max LOOP
        hop := hop + 1;
        -- Gateways with conditions decide first, one statement a gateway.
        chosen_tokens := '{}'; chosen_edges := '{}';
        FOR gateway IN
            SELECT DISTINCT n.id, n.guards
            FROM flow_token t JOIN flow_node n ON n.id = t.node_id
            WHERE t.id = ANY (ready) AND n.guards IS NOT NULL
        LOOP
            EXECUTE 'SELECT array_agg(t.id), array_agg((' || gateway.guards || ')::int)
                     FROM flow_token t JOIN flow_instance i ON i.id = t.instance_id
                     WHERE t.id = ANY ($1) AND t.node_id = $2'
                INTO some_tokens, some_choices USING ready, gateway.id;
            chosen_tokens := chosen_tokens || some_tokens;
            chosen_edges := chosen_edges || some_choices;
        END LOOP;
        -- The hop: choose the flow, move or split the token, open what it waits for, log.
        WITH leaving AS MATERIALIZED (
            SELECT t.id, t.instance_id, t.definition_id, t.node_id, t.state, t.since, t.wait,
                   t.wait_ref, e.id AS edge_id, e.target_id,
                   row_number() OVER (PARTITION BY t.id ORDER BY e.priority) AS branch
            FROM flow_token t
            JOIN flow_node n ON n.id = t.node_id AND n.guards IS NULL
            JOIN flow_edge e ON e.source_id = t.node_id
            WHERE t.id = ANY (ready)
            UNION ALL
            SELECT t.id, t.instance_id, t.definition_id, t.node_id, t.state, t.since, t.wait,
                   t.wait_ref, e.id, e.target_id, 1
            FROM unnest(chosen_tokens, chosen_edges) AS c (id, priority)
            JOIN flow_token t ON t.id = c.id
            JOIN flow_edge e ON e.source_id = t.node_id AND e.priority = c.priority
        ), moving AS MATERIALIZED (
            SELECT l.*, n.entry, n.sla, n.step, n.verb, n.permission, n.post, n.form,
                   CASE WHEN n.state <> '' AND n.state <> l.state THEN n.state END AS new_state,
                   CASE WHEN l.branch = 1 THEN l.id
                        ELSE nextval('flow_token_id_seq') END AS token_id,
                   CASE n.entry WHEN 'task' THEN nextval('flow_task_id_seq')
                                WHEN 'job' THEN nextval('flow_job_id_seq') END AS ref
            FROM leaving l JOIN flow_node n ON n.id = l.target_id
        ), moved AS (
            UPDATE flow_token t
            SET node_id = m.target_id, state = coalesce(m.new_state, t.state), wait = m.entry,
                wait_ref = m.ref, since = p_at, due = p_at + m.sla, verdict = 'not_evaluated',
                code = '', evidence = '{}', asked_at = NULL, attempt = 0
            FROM moving m WHERE t.id = m.token_id AND m.branch = 1
        ), forked AS (
            INSERT INTO flow_token (id, instance_id, definition_id, node_id, state, wait, wait_ref,
                                    since, due, verdict, code)
            SELECT token_id, instance_id, definition_id, target_id, coalesce(new_state, state),
                   entry, ref, p_at, p_at + sla, 'not_evaluated', ''
            FROM moving WHERE branch > 1
        ), tasks AS (
            INSERT INTO flow_task (id, instance_id, token_id, node_id, verb, permission, post, form,
                                   opened_at)
            SELECT ref, instance_id, token_id, target_id, verb, permission, post, form, p_at
            FROM moving WHERE entry = 'task'
        ), jobs AS (
            INSERT INTO flow_job (id, instance_id, token_id, node_id, step, state, key, run_after,
                                  created_at)
            SELECT ref, instance_id, token_id, target_id, step, 'queued', 'flow-job-' || ref, p_at,
                   p_at
            FROM moving WHERE entry = 'job'
        ), timers AS (
            INSERT INTO flow_timer (instance_id, token_id, node_id, due)
            SELECT m.instance_id, m.token_id, b.id, p_at + b.after
            FROM moving m
            JOIN flow_node b ON b.attached_to_id = m.target_id AND b.kind = 'timer'
            WHERE m.entry IN ('task', 'job', 'gate')
        ), arrivals AS (
            INSERT INTO flow_join_arrival (instance_id, node_id, edge_id, token_id)
            SELECT instance_id, target_id, edge_id, token_id FROM moving WHERE entry = 'join'
        ), logged AS (
            INSERT INTO flow_log (at, instance_id, token_id, from_node, to_node, edge_id, cause,
                                  tag, actor, waited, worked)
            SELECT p_at, m.instance_id, m.token_id, m.node_id, m.target_id, m.edge_id,
                   CASE WHEN hop = 1 THEN p_cause ELSE 'pass' END, p_tag, p_actor,
                   greatest(coalesce(k.claimed_at, p_at) - m.since, '0'),
                   greatest(p_at - k.claimed_at, '0')
            FROM moving m LEFT JOIN flow_task k ON m.wait = 'task' AND k.id = m.wait_ref
        )
        SELECT array_agg(token_id) FILTER (WHERE entry = 'pass'),
               array_agg(DISTINCT instance_id) FILTER (WHERE entry = 'join'),
               array_agg(token_id) FILTER (WHERE entry = 'end'),
               array_agg(DISTINCT instance_id) FILTER (WHERE entry = 'end'),
               array_agg(DISTINCT instance_id) FILTER (WHERE entry = 'terminate'),
               array_agg(token_id), array_agg(instance_id), array_agg(target_id),
               array_agg(entry), array_agg(new_state)
        INTO through, joining, ending, ended, terminating, hop_tokens, hop_instances,
             hop_nodes, hop_waits, hop_states
        FROM moving;
        IF hop_tokens IS NOT NULL THEN
            out_places := out_places || array_fill(hop, ARRAY[cardinality(hop_tokens)]);
            out_tokens := out_tokens || hop_tokens;
            out_instances := out_instances || hop_instances;
            out_nodes := out_nodes || hop_nodes;
            out_waits := out_waits || hop_waits;
            out_states := out_states || hop_states;
        END IF;
        -- A gateway at which no condition holds and no default is drawn.
        nowhere := ARRAY(SELECT c.id FROM unnest(chosen_tokens, chosen_edges) AS c (id, priority)
                         WHERE c.priority IS NULL);
        IF nowhere <> '{}' THEN
            PERFORM flow_park_1(nowhere, 'flow.NO_PATH', '{}', p_actor, p_at);
            out_places := out_places || array_fill(hop, ARRAY[cardinality(nowhere)]);
            out_tokens := out_tokens || nowhere;
            out_waits := out_waits || array_fill('incident'::text, ARRAY[cardinality(nowhere)]);
            SELECT out_instances || array_agg(t.instance_id ORDER BY w.place),
                   out_nodes || array_agg(t.node_id ORDER BY w.place),
                   out_states || array_agg(NULL::text)
            INTO out_instances, out_nodes, out_states
            FROM unnest(nowhere) WITH ORDINALITY AS w (id, place)
            JOIN flow_token t ON t.id = w.id;
        END IF;
        ready := through;
        IF ending IS NOT NULL THEN
            DELETE FROM flow_token WHERE id = ANY (ending);
            PERFORM flow_end_1(ended, 'completed', p_at);
        END IF;
        IF terminating IS NOT NULL THEN
            PERFORM flow_end_1(terminating, 'terminated', p_at);
        END IF;
        IF joining IS NOT NULL THEN
            LOOP
                through := flow_join_1(joining);
                EXIT WHEN through IS NULL;
                ready := coalesce(ready, '{}') || through;
            END LOOP;
        END IF;
    END LOOP;
    IF ready IS NOT NULL THEN
        PERFORM flow_park_1(ready, 'flow.HOP_LIMIT', jsonb_build_object('hops', p_hops_max),
                            p_actor, p_at);
        out_waits := ARRAY(
            SELECT CASE WHEN o.token = ANY (ready) AND o.place = p_hops_max
                        THEN 'incident' ELSE o.wait END
            FROM unnest(out_tokens, out_places, out_waits) WITH ORDINALITY
                 AS o (token, place, wait, nr) ORDER BY o.nr);
    END IF;
    RETURN QUERY
        SELECT o.place, o.token_id, o.instance_id, i.business_type::text, i.business_id,
               n.key::text, n.step::text, o.wait, o.state
        FROM unnest(out_places, out_tokens, out_instances, out_nodes, out_waits, out_states)
             AS o (place, token_id, instance_id, node_id, wait, state)
        JOIN flow_instance i ON i.id = o.instance_id
        JOIN flow_node n ON n.id = o.node_id
        WHERE o.wait <> 'pass' OR o.state IS NOT NULL
        ORDER BY o.place, o.wait = 'terminate', o.instance_id;
END $$;
