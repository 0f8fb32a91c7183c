-- The posting function: the only writer of movements, entries and balances.
-- index: none (schema)

-- Virtual locations stand for the world outside the store and keep no account.
CREATE FUNCTION stock_is_real(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT kind NOT IN ('supplier', 'customer', 'production', 'scrap', 'adjustment')
$$;

-- A line as it travels through the function: asked for, resolved, judged.
CREATE TYPE stock_line AS (
    line int, kind text, material_id bigint, lot_id bigint, serial_id bigint, quantity numeric,
    source_id bigint, target_id bigint, source_status text, target_status text,
    document_type text, document_id bigint, document_line bigint,
    holder_type text, holder_id bigint, holder_line bigint,
    reverses_id bigint, reason text, happened_at timestamptz, timed boolean,
    source_real boolean, target_real boolean, source_negative boolean, target_negative boolean,
    source_plant bigint, target_plant bigint, source_account bigint, target_account bigint,
    fault text
);

-- The number under which posts and closers of periods meet.
CREATE FUNCTION stock_period_lock() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 7140261';

-- What can only be judged under lock: closed periods, serials gone elsewhere, reversed before.
CREATE FUNCTION stock_judge_lines(lines stock_line[]) RETURNS stock_line[] LANGUAGE sql AS $$
    SELECT array_agg(ROW(l.line, l.kind, l.material_id, l.lot_id, l.serial_id, l.quantity,
        l.source_id, l.target_id, l.source_status, l.target_status, l.document_type, l.document_id,
        l.document_line, l.holder_type, l.holder_id, l.holder_line, l.reverses_id, l.reason,
        l.happened_at, l.timed, l.source_real, l.target_real, l.source_negative, l.target_negative,
        l.source_plant, l.target_plant, l.source_account, l.target_account,
        CASE
            WHEN EXISTS (SELECT FROM stock_period p
                WHERE p.state = 'closed' AND p.ends_at > l.happened_at
                    AND (l.source_real AND p.plant_id = l.source_plant
                        OR l.target_real AND p.plant_id = l.target_plant)) THEN 'period_closed'
            WHEN l.reverses_id IS NOT NULL AND EXISTS (SELECT FROM stock_movement v
                WHERE v.reverses_id = l.reverses_id) THEN 'reversed_before'
            WHEN l.serial_id IS NOT NULL AND l.twice
                THEN 'serial_twice'
            WHEN l.source_real AND n.id IS NOT NULL AND (n.location_id IS DISTINCT FROM l.source_id
                OR n.status <> l.source_status OR n.lot_id IS DISTINCT FROM l.lot_id)
                THEN 'serial_elsewhere'
            WHEN NOT l.source_real AND n.location_id IS NOT NULL THEN 'serial_elsewhere'
        END)::stock_line ORDER BY l.line)
    FROM (SELECT u.*, count(*) OVER (PARTITION BY u.serial_id) > 1 AS twice FROM unnest(lines) u) l
    LEFT JOIN stock_serial n ON n.id = l.serial_id
$$;

-- The lines that cannot be posted and why, in words of codes; null where all can.
CREATE FUNCTION stock_line_faults(lines stock_line[]) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('line', l.line, 'fault', l.fault, 'material',
        l.material_id, 'material_code', m.code, 'lot', l.lot_id, 'lot_code', o.code,
        'serial', l.serial_id, 'serial_code', n.code, 'source', l.source_id, 'target', l.target_id,
        'source_code', s.code, 'target_code', t.code, 'quantity', l.quantity::text,
        'happened_at', l.happened_at, 'reverses', l.reverses_id) ORDER BY l.line)
    FROM (SELECT * FROM unnest(lines) WHERE fault IS NOT NULL ORDER BY line LIMIT 1000) l
    LEFT JOIN catalog_material m ON m.id = l.material_id
    LEFT JOIN stock_lot o ON o.id = l.lot_id
    LEFT JOIN stock_serial n ON n.id = l.serial_id
    LEFT JOIN catalog_location s ON s.id = l.source_id
    LEFT JOIN catalog_location t ON t.id = l.target_id
$$;

-- All shortages at once: which place and lot, how much is free there, how much is wanted.
CREATE FUNCTION stock_tell_short(short jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_agg(jsonb_build_object('line', s.line, 'material', a.material_id,
        'material_code', m.code, 'lot', a.lot_id, 'lot_code', o.code, 'location', a.location_id,
        'location_code', c.code, 'status', a.status, 'on_hand', a.quantity::text,
        'reserved', a.reserved::text, 'have', s.have::text, 'want', s.wanted::text) ORDER BY s.line)
    FROM (SELECT * FROM jsonb_to_recordset(short) AS s (account_id bigint, line int,
        wanted numeric, have numeric) ORDER BY line LIMIT 1000) s
    JOIN stock_account a ON a.id = s.account_id
    JOIN catalog_material m ON m.id = a.material_id
    JOIN catalog_location c ON c.id = a.location_id
    LEFT JOIN stock_lot o ON o.id = a.lot_id
$$;

-- A posting key that was used before: `exists` with the same content, otherwise `conflict`.
CREATE FUNCTION stock_same_posting(posting text, lines stock_line[])
RETURNS TABLE (outcome text, movements bigint[]) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_and(v.id IS NOT NULL AND l.line IS NOT NULL AND v.kind = l.kind
            AND v.material_id = l.material_id AND v.quantity = l.quantity
            AND v.source_id = l.source_id AND v.target_id = l.target_id
            AND v.source_status = l.source_status AND v.target_status = l.target_status
            AND (v.lot_id, v.serial_id, v.document_type, v.document_id, v.document_line,
                v.reverses_id) IS NOT DISTINCT FROM (l.lot_id, l.serial_id, l.document_type,
                l.document_id, l.document_line, l.reverses_id)
            AND (v.happened_at = l.happened_at OR NOT l.timed)) THEN 'exists' ELSE 'conflict' END,
        array_agg(v.id ORDER BY v.line)
    FROM (SELECT * FROM stock_movement WHERE posting_key = posting) v
    FULL JOIN unnest(lines) l ON l.line = v.line
$$;

-- Post the asked lines, or say why not; nothing is written unless the outcome is `posted`.
-- Joins are by index whatever the number of lines, so that one plan serves one line and 10,000.
CREATE FUNCTION stock_post_moves_v1(
    posting text, asked json, at timestamptz, by_actor bigint,
    OUT outcome text, OUT movements bigint[], OUT plants bigint[], OUT faults jsonb
) LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    lines stock_line[];
    accounts bigint[];
    legs int;
    missing int;
    bad int;
    oldest timestamptz;
    closed_until timestamptz;
    with_serials boolean;
    with_reversals boolean;
    wrote record;
BEGIN
    LOOP
        SELECT array_agg(ROW(r.*)::stock_line ORDER BY r.line),
            array_agg(r.source_account) || array_agg(r.target_account),
            array_agg(DISTINCT r.source_plant) || array_agg(DISTINCT r.target_plant),
            count(*) FILTER (WHERE r.source_real) + count(*) FILTER (WHERE r.target_real),
            count(*) FILTER (WHERE r.source_real AND r.source_account IS NULL
                OR r.target_real AND r.target_account IS NULL),
            count(r.fault), min(r.happened_at), bool_or(r.serial_id IS NOT NULL),
            bool_or(r.reverses_id IS NOT NULL)
        INTO lines, accounts, plants, legs, missing, bad, oldest, with_serials, with_reversals
        FROM (
            SELECT l.line::int, l.kind, l.material, l.lot, l.serial, l.quantity, l.source, l.target,
                l.status, l.target_status,
                l.document->>'type', (l.document->>'id')::bigint,
                CASE WHEN l.document IS NOT NULL
                    THEN coalesce((l.document->>'line')::bigint, 0) END,
                l.holder->>'type', (l.holder->>'id')::bigint,
                CASE WHEN l.holder IS NOT NULL
                    THEN coalesce((l.holder->>'line')::bigint, 0) END,
                l.reverses, coalesce(l.reason, ''), coalesce(l.happened_at, at),
                l.happened_at IS NOT NULL, stock_is_real(s.kind), stock_is_real(t.kind),
                s.allow_negative, t.allow_negative, s.plant_id, t.plant_id, sa.id, ta.id,
                CASE
                    WHEN m.id IS NULL THEN 'material_unknown'
                    WHEN m.kind = 'phantom' THEN 'material_phantom'
                    WHEN s.id IS NULL THEN 'source_unknown'
                    WHEN t.id IS NULL THEN 'target_unknown'
                    WHEN NOT stock_is_real(s.kind) AND NOT stock_is_real(t.kind)
                        THEN 'touches_no_stock'
                    WHEN l.source = l.target AND l.status = l.target_status THEN 'moves_nothing'
                    WHEN l.quantity IS NULL OR l.quantity <= 0 THEN 'quantity_not_positive'
                    WHEN l.quantity <> round(l.quantity, u.decimals) THEN 'quantity_too_fine'
                    WHEN l.lot IS NULL AND m.lot_tracked AND sa.id IS NULL THEN 'lot_required'
                    WHEN l.lot IS NOT NULL AND o.id IS NULL THEN 'lot_unknown'
                    WHEN o.material_id <> l.material THEN 'lot_of_other_material'
                    WHEN l.lot IS NOT NULL AND NOT m.lot_tracked AND sa.id IS NULL
                        THEN 'lot_not_tracked'
                    WHEN l.serial IS NULL AND m.serial_tracked THEN 'serial_required'
                    WHEN l.serial IS NOT NULL AND n.id IS NULL THEN 'serial_unknown'
                    WHEN n.material_id <> l.material THEN 'serial_of_other_material'
                    WHEN l.serial IS NOT NULL AND l.quantity <> 1 THEN 'serial_not_one'
                    WHEN l.kind IN ('issue', 'delivery') AND l.status <> 'available'
                        THEN 'status_not_usable'
                    WHEN l.happened_at > at + interval '10 minutes' THEN 'in_the_future'
                END AS fault
            FROM (
                SELECT a.line, a.kind, a.material, a.lot, a.serial, a.quantity, a.source, a.target,
                    coalesce(a.status, 'available') AS status,
                    coalesce(a.target_status, a.status, 'available') AS target_status,
                    a.document, a.holder, a.reverses, a.reason, a.happened_at
                FROM ROWS FROM (json_to_recordset(asked) AS (
                    kind text, material bigint, lot bigint, serial bigint, quantity numeric,
                    source bigint, target bigint, status text, target_status text, document json,
                    holder json, reverses bigint, reason text, happened_at timestamptz
                )) WITH ORDINALITY AS a (kind, material, lot, serial, quantity, source, target,
                    status, target_status, document, holder, reverses, reason, happened_at, line)
            ) l
            LEFT JOIN catalog_material m ON m.id = l.material
            LEFT JOIN catalog_unit u ON u.id = m.unit_id
            LEFT JOIN catalog_location s ON s.id = l.source
            LEFT JOIN catalog_location t ON t.id = l.target
            LEFT JOIN stock_lot o ON o.id = l.lot
            LEFT JOIN stock_serial n ON n.id = l.serial
            LEFT JOIN stock_account sa ON stock_is_real(s.kind) AND sa.material_id = l.material
                AND sa.location_id = l.source AND coalesce(sa.lot_id, 0) = coalesce(l.lot, 0)
                AND sa.status = l.status
            LEFT JOIN stock_account ta ON stock_is_real(t.kind) AND ta.material_id = l.material
                AND ta.location_id = l.target AND coalesce(ta.lot_id, 0) = coalesce(l.lot, 0)
                AND ta.status = l.target_status
        ) AS r (line, kind, material_id, lot_id, serial_id, quantity, source_id, target_id,
            source_status, target_status, document_type, document_id, document_line, holder_type,
            holder_id, holder_line, reverses_id, reason, happened_at, timed, source_real,
            target_real, source_negative, target_negative, source_plant, target_plant,
            source_account, target_account, fault);

        IF bad > 0 THEN
            outcome := 'refused';
            faults := stock_line_faults(lines);
            RETURN;
        END IF;
        EXIT WHEN missing = 0;

        -- In the order of the key: two posts that open the same accounts wait, never deadlock.
        INSERT INTO stock_account (material_id, location_id, lot_id, status, allow_negative)
        SELECT k.material_id, k.location_id, k.lot_id, k.status, k.may_negative
        FROM (
            SELECT DISTINCT l.material_id, l.source_id, l.lot_id, l.source_status, l.source_negative
            FROM unnest(lines) l WHERE l.source_real AND l.source_account IS NULL
            UNION
            SELECT DISTINCT l.material_id, l.target_id, l.lot_id, l.target_status, l.target_negative
            FROM unnest(lines) l WHERE l.target_real AND l.target_account IS NULL
        ) AS k (material_id, location_id, lot_id, status, may_negative)
        ORDER BY k.material_id, k.location_id, coalesce(k.lot_id, 0), k.status
        ON CONFLICT (material_id, location_id, coalesce(lot_id, 0::bigint), status) DO NOTHING;
    END LOOP;

    -- Shared among posts; whoever closes a period takes it alone, so that none slips in behind.
    PERFORM pg_advisory_xact_lock_shared(stock_period_lock(), plant::int)
    FROM (SELECT DISTINCT plant FROM unnest(plants) plant ORDER BY plant) p;
    IF with_serials THEN
        PERFORM FROM stock_serial n WHERE n.id IN (SELECT l.serial_id FROM unnest(lines) l)
        ORDER BY n.id FOR NO KEY UPDATE;
    END IF;
    PERFORM FROM stock_account WHERE id = ANY (accounts) ORDER BY id FOR NO KEY UPDATE;

    IF EXISTS (SELECT FROM stock_movement v WHERE v.posting_key = posting) THEN
        SELECT s.outcome, s.movements INTO outcome, movements
        FROM stock_same_posting(posting, lines) s;
        RETURN;
    END IF;

    SELECT max(p.ends_at) INTO closed_until FROM stock_period p
    WHERE p.plant_id = ANY (plants) AND p.state = 'closed';
    IF oldest < closed_until OR with_serials OR with_reversals THEN
        lines := stock_judge_lines(lines);
        faults := stock_line_faults(lines);
        IF faults IS NOT NULL THEN
            outcome := 'refused';
            RETURN;
        END IF;
    END IF;

    WITH numbered AS MATERIALIZED (
        SELECT l.*, nextval('stock_movement_id_seq') AS movement_id FROM unnest(lines) l
    ), run AS MATERIALIZED (
        SELECT g.*, a.quantity + sum(g.delta) OVER w AS balance, sum(g.delta) OVER w AS moved,
            a.version + row_number() OVER w AS version
        FROM (
            SELECT l.line, l.movement_id, l.happened_at, l.source_account AS account_id,
                -l.quantity AS delta, l.source_negative AS may_negative,
                l.holder_type, l.holder_id, l.holder_line
            FROM numbered l WHERE l.source_real
            UNION ALL
            SELECT l.line, l.movement_id, l.happened_at, l.target_account, l.quantity,
                l.target_negative, NULL, NULL, NULL
            FROM numbered l WHERE l.target_real
        ) g
        JOIN stock_account a ON a.id = g.account_id
        WINDOW w AS (PARTITION BY g.account_id ORDER BY g.line ROWS UNBOUNDED PRECEDING)
    ), used AS MATERIALIZED (
        SELECT r.id, r.account_id, r.quantity AS held, least(r.quantity, h.wanted) AS used
        FROM (
            SELECT u.account_id, u.holder_type, u.holder_id, u.holder_line, -sum(u.delta) AS wanted
            FROM run u WHERE u.holder_type IS NOT NULL
            GROUP BY u.account_id, u.holder_type, u.holder_id, u.holder_line
        ) h
        JOIN stock_reservation r ON r.holder_type = h.holder_type AND r.holder_id = h.holder_id
            AND r.holder_line = h.holder_line AND r.account_id = h.account_id
    ), totals AS MATERIALIZED (
        SELECT x.account_id, sum(x.delta) AS net, -min(x.moved) AS wanted, sum(x.step) AS steps,
            sum(x.used) AS released, bool_or(x.may_negative) AS may_negative,
            min(x.line) FILTER (WHERE x.delta < 0) AS line
        FROM (
            SELECT u.account_id, u.delta, u.moved, 1 AS step, 0 AS used, u.may_negative, u.line
            FROM run u
            UNION ALL
            SELECT u.account_id, 0, 0, 0, u.used, false, NULL FROM used u
        ) x
        GROUP BY x.account_id
    ), short AS MATERIALIZED (
        SELECT t.account_id, t.line, t.wanted, a.quantity - a.reserved + t.released AS have
        FROM totals t JOIN stock_account a ON a.id = t.account_id
        WHERE NOT t.may_negative AND t.wanted > 0
            AND t.wanted > a.quantity - a.reserved + t.released
    ), moved AS (
        INSERT INTO stock_movement (id, posting_key, line, kind, material_id, lot_id, serial_id,
            quantity, source_id, target_id, source_status, target_status, document_type,
            document_id, document_line, reverses_id, reason, happened_at, call, actor)
        SELECT l.movement_id, posting, l.line, l.kind, l.material_id, l.lot_id, l.serial_id,
            l.quantity, l.source_id, l.target_id, l.source_status, l.target_status, l.document_type,
            l.document_id, l.document_line, l.reverses_id, l.reason, l.happened_at,
            nullif(current_setting('pghistory.context_id', true), '')::uuid, by_actor
        FROM numbered l WHERE NOT EXISTS (SELECT FROM short)
        RETURNING id
    ), entered AS (
        INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after,
            happened_at)
        SELECT u.account_id, u.version, u.movement_id, u.delta, u.balance, u.happened_at
        FROM run u WHERE NOT EXISTS (SELECT FROM short)
        RETURNING movement_id
    ), balanced AS (
        UPDATE stock_account a
        SET quantity = a.quantity + t.net, version = a.version + t.steps,
            reserved = a.reserved - t.released,
            allow_negative = t.may_negative OR a.quantity + t.net < 0
        FROM totals t WHERE a.id = t.account_id AND NOT EXISTS (SELECT FROM short)
        RETURNING t.steps
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
        (SELECT jsonb_agg(to_jsonb(s) ORDER BY s.line) FROM short s) AS short
    INTO wrote;

    IF wrote.short IS NOT NULL THEN
        outcome := 'short';
        faults := stock_tell_short(wrote.short);
        RETURN;
    END IF;
    IF wrote.moved <> cardinality(lines) OR wrote.entered <> legs OR wrote.balanced <> legs THEN
        RAISE EXCEPTION 'stock_post_moves: % lines, % legs asked; % movements, % entries, % steps written',
            cardinality(lines), legs, wrote.moved, wrote.entered, wrote.balanced
            USING ERRCODE = 'assert_failure';
    END IF;
    IF with_serials THEN
        UPDATE stock_serial n
        SET location_id = CASE WHEN l.target_real THEN l.target_id END, status = l.target_status,
            lot_id = l.lot_id
        FROM unnest(lines) l WHERE n.id = l.serial_id;
    END IF;
    outcome := 'posted';
    movements := wrote.numbers;
END $$;
