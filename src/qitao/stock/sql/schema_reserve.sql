-- Reserving and releasing: the only writers of reservations besides the posting function.
-- index: none (schema)

-- Put stock aside for the asked lines, in their order; holders whose lines follow each other are
-- one demand. `whole`: a holder gets all of its lines or nothing. What a holder's line has already
-- counts. Accounts are chosen first-expired-first-out, then by the places' picking sequence, then
-- first-in-first-out. All figures are counted in millionths, as whole numbers.
CREATE FUNCTION stock_reserve_v1(
    holder_types text[], holder_ids bigint[], holder_lines bigint[], materials bigint[],
    plants bigint[], locations bigint[], lots bigint[], quantities numeric[], whole boolean,
    asked_at timestamptz, OUT reserved int, OUT complete int, OUT short jsonb
) LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    locked bigint[]; d_group int[]; d_holder int[]; d_need bigint[]; d_location bigint[]; d_lot bigint[];
    d_line int[]; d_short bigint[];
    a_id bigint[]; a_free bigint[]; a_location bigint[]; a_lot bigint[];
    first_of int[]; last_of int[];
    p_demand int[] := '{}'; p_account int[] := '{}'; p_take bigint[] := '{}';
    picks int := 0; mark int := 0; holder int := 0; failed boolean := false;
    j int; g int; want bigint; take bigint; skipped boolean;
BEGIN
    reserved := 0;
    complete := 0;
    -- What comes in between this statement and the next is not locked, and left for another time.
    SELECT array_agg(x.id) INTO locked FROM (
        SELECT a.id FROM stock_account a JOIN catalog_location c ON c.id = a.location_id
        WHERE a.material_id = ANY (materials) AND c.plant_id = ANY (plants) AND c.pickable
            AND c.kind IN ('internal', 'line_side') AND a.status = 'available'
            AND a.quantity > a.reserved
        ORDER BY a.id FOR NO KEY UPDATE OF a
    ) x;

    WITH demand AS MATERIALIZED (
        SELECT d.line::int, d.material, d.plant, d.location, d.lot, d.quantity,
            coalesce((
                SELECT sum(r.quantity) FROM stock_reservation r
                JOIN stock_account a ON a.id = r.account_id AND a.material_id = d.material
                WHERE r.holder_type = d.holder_type AND r.holder_id = d.holder_id
                    AND r.holder_line = d.holder_line), 0) AS had,
            min(d.line) OVER (PARTITION BY d.holder_type, d.holder_id) AS holder
        FROM unnest(holder_types, holder_ids, holder_lines, materials, plants, locations, lots,
            quantities) WITH ORDINALITY AS d (holder_type, holder_id, holder_line, material, plant,
            location, lot, quantity, line)
    ), supply AS MATERIALIZED (
        SELECT a.id, a.material_id AS material, c.plant_id AS plant, a.location_id AS location,
            coalesce(a.lot_id, 0) AS lot, a.quantity - a.reserved AS free,
            row_number() OVER (ORDER BY a.material_id, c.plant_id, o.expires_on NULLS LAST,
                c.pick_sequence, o.made_on NULLS LAST, o.id NULLS FIRST, a.id) AS place
        FROM stock_account a
        JOIN catalog_location c ON c.id = a.location_id
        JOIN people_plant y ON y.id = c.plant_id
        LEFT JOIN stock_lot o ON o.id = a.lot_id
        WHERE a.id = ANY (locked) AND a.quantity > a.reserved
            AND (o.expires_on IS NULL OR o.expires_on >= (asked_at AT TIME ZONE y.time_zone)::date)
    ), grouped AS MATERIALIZED (
        SELECT x.*, dense_rank() OVER (ORDER BY x.material, x.plant) AS pool
        FROM (
            SELECT true AS is_demand, d.line AS place, d.material, d.plant, d.location, d.lot,
                greatest(d.quantity - d.had, 0) AS quantity, d.holder, NULL::bigint AS account
            FROM demand d
            UNION ALL
            SELECT false, s.place, s.material, s.plant, s.location, s.lot, s.free, NULL, s.id
            FROM supply s
        ) x
    ), pools AS (
        SELECT x.pool, coalesce(min(x.place) FILTER (WHERE NOT x.is_demand), 1)::int AS first,
            coalesce(max(x.place) FILTER (WHERE NOT x.is_demand), 0)::int AS last
        FROM grouped x GROUP BY x.pool
    )
    SELECT d.pools, d.holders, d.needs, d.locations, d.lots, d.lines, s.ids, s.free, s.locations,
        s.lots, p.firsts, p.lasts
    INTO d_group, d_holder, d_need, d_location, d_lot, d_line, a_id, a_free, a_location, a_lot,
        first_of, last_of
    FROM (
        SELECT array_agg(x.pool::int ORDER BY x.holder, x.place) AS pools,
            array_agg(x.holder::int ORDER BY x.holder, x.place) AS holders,
            array_agg((x.quantity * 1000000)::bigint ORDER BY x.holder, x.place) AS needs,
            array_agg(coalesce(x.location, 0) ORDER BY x.holder, x.place) AS locations,
            array_agg(coalesce(x.lot, 0) ORDER BY x.holder, x.place) AS lots,
            array_agg(x.place::int ORDER BY x.holder, x.place) AS lines
        FROM grouped x WHERE x.is_demand
    ) d, (
        SELECT coalesce(array_agg(x.account ORDER BY x.place), '{}') AS ids,
            coalesce(array_agg((x.quantity * 1000000)::bigint ORDER BY x.place), '{}') AS free,
            coalesce(array_agg(x.location ORDER BY x.place), '{}') AS locations,
            coalesce(array_agg(x.lot ORDER BY x.place), '{}') AS lots
        FROM grouped x WHERE NOT x.is_demand
    ) s, (
        SELECT array_agg(q.first ORDER BY q.pool) AS firsts, array_agg(q.last ORDER BY q.pool) AS lasts
        FROM pools q
    ) p;
    d_short := array_fill(0::bigint, ARRAY[cardinality(d_need)]);

    FOR i IN 1 .. cardinality(d_need) + 1 LOOP
        IF i > cardinality(d_need) OR d_holder[i] <> holder THEN
            IF failed AND whole THEN
                FOR j IN mark + 1 .. picks LOOP
                    g := p_account[j];
                    a_free[g] := a_free[g] + p_take[j];
                    want := d_group[p_demand[j]];
                    first_of[want] := least(first_of[want], g);
                END LOOP;
                picks := mark;
            ELSIF holder > 0 AND NOT failed THEN
                complete := complete + 1;
            END IF;
            EXIT WHEN i > cardinality(d_need);
            holder := d_holder[i];
            mark := picks;
            failed := false;
        END IF;
        g := d_group[i];
        want := d_need[i];
        skipped := false;
        j := first_of[g];
        WHILE want > 0 AND j <= last_of[g] LOOP
            IF d_location[i] IN (0, a_location[j]) AND d_lot[i] IN (0, a_lot[j]) THEN
                take := least(want, a_free[j]);
                IF take > 0 THEN
                    a_free[j] := a_free[j] - take;
                    want := want - take;
                    picks := picks + 1;
                    p_demand[picks] := i;
                    p_account[picks] := j;
                    p_take[picks] := take;
                END IF;
            END IF;
            IF a_free[j] > 0 THEN
                skipped := true;
            ELSIF NOT skipped THEN
                first_of[g] := j + 1;
            END IF;
            j := j + 1;
        END LOOP;
        d_short[i] := want;
        failed := failed OR want > 0;
    END LOOP;

    IF picks > 0 THEN
        WITH picked AS MATERIALIZED (
            -- Joined, since the n-th text of an array is found by walking the n before it.
            SELECT h.type, h.id, h.line, a_id[p.account] AS account_id,
                p.take / 1000000::numeric AS quantity
            FROM unnest(p_demand[:picks], p_account[:picks], p_take[:picks])
                AS p (demand, account, take)
            JOIN unnest(holder_types, holder_ids, holder_lines) WITH ORDINALITY
                AS h (type, id, line, place) ON h.place = d_line[p.demand]
        ), kept AS (
            INSERT INTO stock_reservation AS r (holder_type, holder_id, holder_line, account_id,
                quantity)
            SELECT k.type, k.id, k.line, k.account_id, sum(k.quantity)
            FROM picked k GROUP BY k.type, k.id, k.line, k.account_id
            ON CONFLICT (holder_type, holder_id, holder_line, account_id)
                DO UPDATE SET quantity = r.quantity + excluded.quantity
            RETURNING 1
        ), put_aside AS (
            UPDATE stock_account a SET reserved = a.reserved + k.quantity
            FROM (SELECT account_id, sum(quantity) AS quantity FROM picked GROUP BY account_id) k
            WHERE a.id = k.account_id
        )
        SELECT count(*) INTO reserved FROM kept;
    END IF;
    SELECT jsonb_agg(jsonb_build_object('line', d.line, 'have', trim_scale((d.need - d.short)
        / 1000000::numeric)::text, 'want', trim_scale(d.need / 1000000::numeric)::text)
        ORDER BY d.line)
    INTO short
    FROM unnest(d_line, d_need, d_short) AS d (line, need, short) WHERE d.short > 0;
END $$;

-- The same for a few lines, one order's say: planned once, since planning would cost more than reserving.
DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('stock_reserve_v1'::regproc), 'stock_reserve_v1',
                    'stock_reserve_few_v1');
    ALTER FUNCTION stock_reserve_few_v1 SET plan_cache_mode = force_generic_plan;
    ALTER FUNCTION stock_reserve_few_v1 SET enable_seqscan = off;
    ALTER FUNCTION stock_reserve_few_v1 SET enable_hashjoin = off;
    ALTER FUNCTION stock_reserve_few_v1 SET enable_mergejoin = off;
END $$;

-- Give back what the holders have put aside; line 0 means every line of the holder.
CREATE FUNCTION stock_release_v1(
    holder_types text[], holder_ids bigint[], holder_lines bigint[], OUT released int,
    OUT plants bigint[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
    accounts bigint[];
BEGIN
    SELECT array_agg(DISTINCT r.account_id) INTO accounts
    FROM unnest(holder_types, holder_ids, holder_lines) AS h (type, id, line)
    JOIN stock_reservation r ON r.holder_type = h.type AND r.holder_id = h.id
        AND (h.line = 0 OR r.holder_line = h.line);
    PERFORM FROM stock_account WHERE id = ANY (accounts) ORDER BY id FOR NO KEY UPDATE;
    WITH gone AS (
        DELETE FROM stock_reservation r
        USING unnest(holder_types, holder_ids, holder_lines) AS h (type, id, line)
        WHERE r.holder_type = h.type AND r.holder_id = h.id
            AND (h.line = 0 OR r.holder_line = h.line) AND r.account_id = ANY (accounts)
        RETURNING r.account_id, r.quantity
    ), given_back AS (
        UPDATE stock_account a SET reserved = a.reserved - g.quantity
        FROM (SELECT account_id, sum(quantity) AS quantity FROM gone GROUP BY account_id) g
        WHERE a.id = g.account_id
    )
    SELECT count(*) INTO released FROM gone;
    SELECT array_agg(DISTINCT c.plant_id) INTO plants
    FROM stock_account a JOIN catalog_location c ON c.id = a.location_id
    WHERE a.id = ANY (accounts);
END $$;
