-- The posting function: the only writer of movements, entries and balances.
-- index: none (schema)

-- Post the asked lines, or say why not; nothing is written unless the outcome is `posted`.
-- Joins go by index whatever the number of lines, so that one plan serves one line and 10,000.
-- `location_id + 0`: a plan made while the table was empty would walk all that lies in a place.
-- What one line costs is the start of each plan node, hence small statements over variables:
-- an array in a variable is read by subscript in constant time, unnest() starts a scan per array.
CREATE FUNCTION stock_post_moves_v1(
    posting text, asked stock_columns, at timestamptz, by_actor bigint,
    OUT outcome text, OUT movements bigint[], OUT plants bigint[], OUT faults jsonb
) LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    kinds text[] := asked.kinds; materials bigint[] := asked.materials; lots bigint[] := asked.lots;
    serials bigint[] := asked.serials; quantities numeric[] := asked.quantities;
    froms bigint[] := asked.sources; tos bigint[] := asked.targets;
    statuses text[] := asked.statuses; target_statuses text[] := asked.target_statuses;
    document_types text[] := asked.document_types; document_ids bigint[] := asked.document_ids;
    document_lines bigint[] := asked.document_lines; reverses bigint[] := asked.reverses;
    reasons text[] := asked.reasons; moments timestamptz[] := asked.moments;
    lines int := cardinality(asked.materials);
    legs int; missing int; doubtful int; done int; first_plant bigint; last_plant bigint;
    closed_until timestamptz; oldest timestamptz := at; negative boolean; short boolean;
    sources bigint[]; targets bigint[]; source_negative boolean[]; target_negative boolean[];
    used_id bigint[]; used_account bigint[]; used numeric[];
    leg_account bigint[]; leg_version bigint[]; leg_line int[]; leg_delta numeric[];
    leg_balance numeric[]; leg_reserved numeric[]; leg_last boolean[];
BEGIN
    LOOP
        -- As stock_look_up_v1, over the variables. An account proves material, place and lot.
        SELECT count(*) FILTER (WHERE r.source_real) + count(*) FILTER (WHERE r.target_real),
            count(*) FILTER (WHERE r.source_real AND r.source_account IS NULL
                OR r.target_real AND r.target_account IS NULL),
            count(*) FILTER (WHERE r.doubtful), bool_or(r.negative),
            min(least(r.source_plant, r.target_plant)),
            max(greatest(r.source_plant, r.target_plant)),
            array_agg(coalesce(r.source_account, 0)), array_agg(coalesce(r.target_account, 0))
        INTO legs, missing, doubtful, negative, first_plant, last_plant, sources, targets
        FROM (
            SELECT stock_is_real(s.kind) AS source_real, stock_is_real(t.kind) AS target_real,
                s.plant_id AS source_plant, t.plant_id AS target_plant,
                sa.id AS source_account, ta.id AS target_account,
                s.allow_negative OR t.allow_negative OR sa.allow_negative OR ta.allow_negative
                    AS negative,
                m.id IS NULL OR s.id IS NULL OR t.id IS NULL OR sa.id IS NULL AND ta.id IS NULL
                    OR coalesce(quantities[l.line] <= 0 OR quantities[l.line] = 'NaN'
                        OR stock_too_fine(quantities[l.line],
                            (SELECT u.decimals::int FROM catalog_unit u WHERE u.id = m.unit_id)), true)
                    OR froms[l.line] = tos[l.line]
                    OR m.lot_tracked <> (lots[l.line] IS NOT NULL)
                    OR m.serial_tracked <> (serials[l.line] IS NOT NULL)
                    OR statuses[l.line] <> 'available' OR kinds[l.line] = 'reversal'
                    OR reverses[l.line] IS NOT NULL OR moments[l.line] > at AS doubtful
            FROM generate_series(1, lines) l (line)
            LEFT JOIN catalog_material m ON m.id = materials[l.line]
            LEFT JOIN catalog_location s ON s.id = froms[l.line]
            LEFT JOIN catalog_location t ON t.id = tos[l.line]
            LEFT JOIN stock_account sa ON stock_is_real(s.kind)
                AND sa.material_id = materials[l.line] AND sa.location_id + 0 = froms[l.line]
                AND coalesce(sa.lot_id, 0) = coalesce(lots[l.line], 0)
                AND sa.status = coalesce(statuses[l.line], 'available')
            LEFT JOIN stock_account ta ON stock_is_real(t.kind)
                AND ta.material_id = materials[l.line] AND ta.location_id + 0 = tos[l.line]
                AND coalesce(ta.lot_id, 0) = coalesce(lots[l.line], 0)
                AND ta.status = coalesce(target_statuses[l.line], statuses[l.line], 'available')
            ORDER BY l.line
        ) r;

        IF doubtful > 0 THEN
            faults := stock_line_faults_v1(asked, at, false);
            IF faults IS NOT NULL THEN
                outcome := 'refused';
                RETURN;
            END IF;
        END IF;
        EXIT WHEN missing = 0;

        -- In the order of the key: two posts that open the same accounts wait, never deadlock.
        INSERT INTO stock_account (material_id, location_id, lot_id, status, allow_negative)
        SELECT k.material, k.location, k.lot, k.status, k.may_negative
        FROM (
            SELECT r.material, r.source, r.lot, r.status, r.source_negative
            FROM stock_look_up_v1(asked, at) r
            WHERE r.source_real AND r.source_account IS NULL
            UNION
            SELECT r.material, r.target, r.lot, r.target_status, r.target_negative
            FROM stock_look_up_v1(asked, at) r
            WHERE r.target_real AND r.target_account IS NULL
        ) AS k (material, location, lot, status, may_negative)
        ORDER BY k.material, k.location, coalesce(k.lot, 0), k.status
        ON CONFLICT (material_id, location_id, coalesce(lot_id, 0::bigint), status) DO NOTHING;
    END LOOP;

    plants := ARRAY[first_plant];
    IF first_plant <> last_plant THEN
        plants := ARRAY(SELECT DISTINCT c.plant_id FROM catalog_location c
            WHERE c.id = ANY (froms || tos) ORDER BY c.plant_id);
    END IF;
    IF negative THEN
        SELECT array_agg(r.source_negative ORDER BY r.line), array_agg(r.target_negative ORDER BY r.line)
        INTO source_negative, target_negative FROM stock_look_up_v1(asked, at) r;
    END IF;

    -- Shared among posts; whoever closes a period takes it alone, so that none slips in behind.
    FOR i IN 1 .. cardinality(plants) LOOP
        PERFORM pg_advisory_xact_lock_shared(stock_period_lock(), plants[i]::int);
    END LOOP;
    IF serials IS NOT NULL THEN
        PERFORM FROM stock_serial n WHERE n.id = ANY (serials) ORDER BY n.id FOR NO KEY UPDATE;
    END IF;
    PERFORM FROM stock_account WHERE id = ANY (sources || targets) ORDER BY id FOR NO KEY UPDATE;

    SELECT (SELECT v.posting_key FROM stock_movement v WHERE v.posting_key = posting AND v.line = 1),
        (SELECT max(p.ends_at) FROM stock_period p
         WHERE p.plant_id = ANY (plants) AND p.state = 'closed')
    INTO outcome, closed_until;
    IF outcome IS NOT NULL THEN
        SELECT s.outcome, s.movements INTO outcome, movements
        FROM stock_same_posting_v1(posting, asked) s;
        RETURN;
    END IF;
    IF moments IS NOT NULL THEN
        oldest := (SELECT least(min(moment), at) FROM unnest(moments) moment);
    END IF;
    IF oldest < closed_until OR serials IS NOT NULL OR reverses IS NOT NULL THEN
        faults := stock_line_faults_v1(asked, at, true);
        IF faults IS NOT NULL THEN
            outcome := 'refused';
            RETURN;
        END IF;
    END IF;

    IF asked.holder_types IS NOT NULL THEN
        SELECT array_agg(r.id), array_agg(r.account_id), array_agg(least(r.quantity, h.wanted))
        INTO used_id, used_account, used
        FROM (
            SELECT sources[l.line] AS account, l.holder_type, l.holder_id, l.holder_line,
                sum(l.quantity) AS wanted
            FROM stock_parse_lines_v1(asked) l WHERE l.holder_type IS NOT NULL
            GROUP BY 1, 2, 3, 4
        ) h
        JOIN stock_reservation r ON r.holder_type = h.holder_type AND r.holder_id = h.holder_id
            AND r.holder_line = h.holder_line AND r.account_id = h.account;
    END IF;

    -- Each leg with its account's next version and the balance after it; the last leg of an
    -- account says how it ends. What holders use up stands first, as rows without a step.
    SELECT array_agg(x.account), array_agg(x.version + x.steps), array_agg(x.line),
        array_agg(x.delta), array_agg(x.quantity + x.moved), array_agg(x.reserved - x.released),
        array_agg(x.last),
        bool_or(x.delta < 0 AND x.quantity - x.reserved + x.released + x.moved < 0
            AND NOT coalesce(source_negative[x.line], false))
    INTO leg_account, leg_version, leg_line, leg_delta, leg_balance, leg_reserved, leg_last, short
    FROM (
        SELECT g.*, a.quantity, a.reserved, a.version, sum(g.step) OVER w AS steps,
            sum(g.delta) OVER w AS moved, sum(g.used) OVER w AS released,
            lead(g.line) OVER w IS NULL AS last
        FROM (
            SELECT l.line, y.account, 1 AS step, y.delta, 0::numeric AS used
            FROM generate_series(1, lines) l (line)
            CROSS JOIN LATERAL (VALUES (sources[l.line], -quantities[l.line]),
                (targets[l.line], quantities[l.line])) AS y (account, delta)
            WHERE y.account > 0
            UNION ALL
            SELECT 0, used_account[n], 0, 0, used[n]
            FROM generate_series(1, cardinality(used_id)) n
        ) g
        JOIN stock_account a ON a.id = g.account
        WINDOW w AS (PARTITION BY g.account ORDER BY g.line ROWS UNBOUNDED PRECEDING)
    ) x
    WHERE x.step = 1;
    IF short THEN
        outcome := 'short';
        faults := stock_tell_short_v1(leg_account, leg_line, leg_delta, leg_balance, leg_reserved,
            source_negative);
        RETURN;
    END IF;

    movements := ARRAY(SELECT nextval('stock_movement_id_seq') FROM generate_series(1, lines));
    INSERT INTO stock_movement (id, posting_key, line, kind, material_id, lot_id, serial_id,
        quantity, source_id, target_id, source_status, target_status, document_type,
        document_id, document_line, reverses_id, reason, happened_at, call, actor)
    SELECT movements[n], posting, n, kinds[n], materials[n], lots[n], serials[n], quantities[n],
        froms[n], tos[n], coalesce(statuses[n], 'available'),
        coalesce(target_statuses[n], statuses[n], 'available'), document_types[n],
        document_ids[n], document_lines[n], reverses[n], coalesce(reasons[n], ''),
        coalesce(moments[n], at), nullif(current_setting('pghistory.context_id', true), '')::uuid,
        by_actor
    FROM generate_series(1, lines) n;
    GET DIAGNOSTICS done = ROW_COUNT;
    ASSERT done = lines, 'movements written are not the lines asked for';

    INSERT INTO stock_entry (account_id, version, movement_id, delta, balance_after, happened_at)
    SELECT leg_account[n], leg_version[n], movements[leg_line[n]], leg_delta[n], leg_balance[n],
        coalesce(moments[leg_line[n]], at)
    FROM generate_series(1, cardinality(leg_account)) n;
    GET DIAGNOSTICS done = ROW_COUNT;
    ASSERT done = legs, 'entries written are not the legs of the movements';

    UPDATE stock_account a
    SET quantity = leg_balance[n], version = leg_version[n], reserved = leg_reserved[n],
        allow_negative = leg_balance[n] < 0 OR coalesce(CASE WHEN leg_delta[n] < 0
            THEN source_negative[leg_line[n]] ELSE target_negative[leg_line[n]] END, false)
    FROM generate_series(1, cardinality(leg_account)) n
    WHERE leg_last[n] AND a.id = leg_account[n];

    IF used_id IS NOT NULL THEN
        DELETE FROM stock_reservation r USING unnest(used_id, used) AS u (id, used)
        WHERE r.id = u.id AND r.quantity = u.used;
        UPDATE stock_reservation r SET quantity = r.quantity - u.used
        FROM unnest(used_id, used) AS u (id, used) WHERE r.id = u.id;
    END IF;
    IF serials IS NOT NULL THEN
        UPDATE stock_serial n
        SET location_id = CASE WHEN targets[l.line] > 0 THEN l.target END,
            status = l.target_status, lot_id = l.lot
        FROM stock_parse_lines_v1(asked) l WHERE n.id = l.serial;
    END IF;
    outcome := 'posted';
END $$;
