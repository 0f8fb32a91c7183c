-- The posting function: the only writer of movements, entries and balances.
-- index: none (schema)

-- Post the asked lines, or say why not; nothing is written unless the outcome is `posted`.
-- Joins go by index whatever the number of lines, so that one plan serves one line and 10,000.
CREATE FUNCTION stock_post_moves_v1(
    posting text, asked stock_columns, at timestamptz, by_actor bigint,
    OUT outcome text, OUT movements bigint[], OUT plants bigint[], OUT faults jsonb
) LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    by_call uuid := nullif(current_setting('pghistory.context_id', true), '')::uuid;
    count_lines int;
    count_legs int;
    missing int;
    bad int;
    oldest timestamptz;
    with_serials boolean;
    with_holders boolean;
    with_reversals boolean;
    sources bigint[];
    targets bigint[];
    source_negative boolean[];
    target_negative boolean[];
    closed_until timestamptz;
    wrote record;
BEGIN
    LOOP
        SELECT count(*), count(*) FILTER (WHERE r.source_real)
                + count(*) FILTER (WHERE r.target_real),
            count(*) FILTER (WHERE r.source_real AND r.source_account IS NULL
                OR r.target_real AND r.target_account IS NULL),
            count(r.fault), min(r.happened_at), bool_or(r.serial IS NOT NULL),
            bool_or(r.holder_type IS NOT NULL), bool_or(r.reverses IS NOT NULL),
            array_agg(DISTINCT r.source_plant) || array_agg(DISTINCT r.target_plant),
            array_agg(coalesce(r.source_account, 0) ORDER BY r.line),
            array_agg(coalesce(r.target_account, 0) ORDER BY r.line),
            array_agg(r.source_negative ORDER BY r.line),
            array_agg(r.target_negative ORDER BY r.line)
        INTO count_lines, count_legs, missing, bad, oldest, with_serials, with_holders,
            with_reversals, plants, sources, targets, source_negative, target_negative
        FROM stock_read_lines_v1(asked, at) r;

        IF bad > 0 THEN
            outcome := 'refused';
            faults := stock_line_faults_v1(asked, at, false);
            RETURN;
        END IF;
        EXIT WHEN missing = 0;

        -- In the order of the key: two posts that open the same accounts wait, never deadlock.
        INSERT INTO stock_account (material_id, location_id, lot_id, status, allow_negative)
        SELECT k.material, k.location, k.lot, k.status, k.may_negative
        FROM (
            SELECT r.material, r.source, r.lot, r.status, r.source_negative
            FROM stock_read_lines_v1(asked, at) r
            WHERE r.source_real AND r.source_account IS NULL
            UNION
            SELECT r.material, r.target, r.lot, r.target_status, r.target_negative
            FROM stock_read_lines_v1(asked, at) r
            WHERE r.target_real AND r.target_account IS NULL
        ) AS k (material, location, lot, status, may_negative)
        ORDER BY k.material, k.location, coalesce(k.lot, 0), k.status
        ON CONFLICT (material_id, location_id, coalesce(lot_id, 0::bigint), status) DO NOTHING;
    END LOOP;

    -- Shared among posts; whoever closes a period takes it alone, so that none slips in behind.
    PERFORM pg_advisory_xact_lock_shared(stock_period_lock(), p.plant::int)
    FROM (SELECT DISTINCT plant FROM unnest(plants) plant ORDER BY plant) p;
    IF with_serials THEN
        PERFORM FROM stock_serial n
        WHERE n.id IN (SELECT l.serial FROM stock_parse_lines_v1(asked) l)
        ORDER BY n.id FOR NO KEY UPDATE;
    END IF;
    PERFORM FROM stock_account WHERE id = ANY (sources || targets) ORDER BY id FOR NO KEY UPDATE;

    IF EXISTS (SELECT FROM stock_movement v WHERE v.posting_key = posting AND v.line = 1) THEN
        SELECT s.outcome, s.movements INTO outcome, movements
        FROM stock_same_posting_v1(posting, asked) s;
        RETURN;
    END IF;

    SELECT max(p.ends_at) INTO closed_until FROM stock_period p
    WHERE p.plant_id = ANY (plants) AND p.state = 'closed';
    IF oldest < closed_until OR with_serials OR with_reversals THEN
        faults := stock_line_faults_v1(asked, at, true);
        IF faults IS NOT NULL THEN
            outcome := 'refused';
            RETURN;
        END IF;
    END IF;

    WITH numbered AS MATERIALIZED (
        SELECT l.*, sources[l.line] AS source_account, targets[l.line] AS target_account,
            nextval('stock_movement_id_seq') AS movement_id
        FROM stock_parse_lines_v1(asked) l
    ), used AS MATERIALIZED (
        SELECT r.id, r.account_id, r.quantity AS held, least(r.quantity, h.wanted) AS used
        FROM (
            SELECT l.source_account, l.holder_type, l.holder_id, l.holder_line,
                sum(l.quantity) AS wanted
            FROM numbered l WHERE with_holders AND l.holder_type IS NOT NULL
            GROUP BY l.source_account, l.holder_type, l.holder_id, l.holder_line
        ) h
        JOIN stock_reservation r ON r.holder_type = h.holder_type AND r.holder_id = h.holder_id
            AND r.holder_line = h.holder_line AND r.account_id = h.source_account
    ), run AS MATERIALIZED (
        SELECT g.*, sum(g.step) OVER w AS steps, sum(g.delta) OVER w AS moved,
            sum(g.used) OVER w AS released, lead(g.line) OVER w IS NULL AS last,
            a.quantity, a.reserved, a.version
        FROM (
            SELECT l.line, l.movement_id, coalesce(l.happened_at, at) AS happened_at,
                l.source_account AS account_id, 1 AS step, -l.quantity AS delta, 0::numeric AS used,
                source_negative[l.line] AS may_negative
            FROM numbered l WHERE l.source_account > 0
            UNION ALL
            SELECT l.line, l.movement_id, coalesce(l.happened_at, at),
                l.target_account, 1, l.quantity, 0, target_negative[l.line]
            FROM numbered l WHERE l.target_account > 0
            UNION ALL
            SELECT 0, NULL, NULL, u.account_id, 0, 0, u.used, NULL FROM used u
        ) g
        JOIN stock_account a ON a.id = g.account_id
        WINDOW w AS (PARTITION BY g.account_id ORDER BY g.line ROWS UNBOUNDED PRECEDING)
    ), short AS MATERIALIZED (
        SELECT u.account_id, u.line, -u.moved AS wanted,
            u.quantity - u.reserved + u.released AS have
        FROM run u
        WHERE u.delta < 0 AND NOT u.may_negative
            AND u.quantity - u.reserved + u.released + u.moved < 0
    ), moved AS (
        INSERT INTO stock_movement (id, posting_key, line, kind, material_id, lot_id, serial_id,
            quantity, source_id, target_id, source_status, target_status, document_type,
            document_id, document_line, reverses_id, reason, happened_at, call, actor)
        SELECT l.movement_id, posting, l.line, l.kind, l.material, l.lot, l.serial, l.quantity,
            l.source, l.target, l.status, l.target_status, l.document_type, l.document_id,
            l.document_line, l.reverses, l.reason, coalesce(l.happened_at, at), by_call, by_actor
        FROM numbered l WHERE NOT EXISTS (SELECT FROM short)
        RETURNING id
    ), entered AS (
        INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after,
            happened_at)
        SELECT u.account_id, u.version + u.steps, u.movement_id, u.delta, u.quantity + u.moved,
            u.happened_at
        FROM run u WHERE u.step = 1 AND NOT EXISTS (SELECT FROM short)
        RETURNING movement_id
    ), balanced AS (
        UPDATE stock_account a
        SET quantity = u.quantity + u.moved, version = u.version + u.steps,
            reserved = u.reserved - u.released,
            allow_negative = u.may_negative OR u.quantity + u.moved < 0
        FROM run u WHERE u.last AND a.id = u.account_id AND NOT EXISTS (SELECT FROM short)
        RETURNING u.steps
    ), spent AS (
        DELETE FROM stock_reservation r USING used u
        WHERE r.id = u.id AND u.used = u.held AND NOT EXISTS (SELECT FROM short)
    ), reduced AS (
        UPDATE stock_reservation r SET quantity = r.quantity - u.used
        FROM used u WHERE r.id = u.id AND u.used < u.held AND NOT EXISTS (SELECT FROM short)
    )
    SELECT (SELECT count(*) FROM moved) AS moved, (SELECT count(*) FROM entered) AS entered,
        (SELECT sum(steps) FROM balanced) AS balanced,
        (SELECT array_agg(movement_id ORDER BY line) FROM numbered) AS numbers,
        (SELECT jsonb_agg(to_jsonb(s)) FROM short s) AS short
    INTO wrote;

    IF wrote.short IS NOT NULL THEN
        outcome := 'short';
        faults := stock_tell_short_v1(wrote.short);
        RETURN;
    END IF;
    IF wrote.moved <> count_lines OR wrote.entered <> count_legs OR wrote.balanced <> count_legs
    THEN
        RAISE EXCEPTION 'stock_post_moves: % lines, % legs asked; % movements, % entries, % steps',
            count_lines, count_legs, wrote.moved, wrote.entered, wrote.balanced
            USING ERRCODE = 'assert_failure';
    END IF;
    IF with_serials THEN
        UPDATE stock_serial n
        SET location_id = CASE WHEN targets[l.line] > 0 THEN l.target END,
            status = l.target_status, lot_id = l.lot
        FROM stock_parse_lines_v1(asked) l WHERE n.id = l.serial;
    END IF;
    outcome := 'posted';
    movements := wrote.numbers;
END $$;
