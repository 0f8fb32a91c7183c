-- How asked lines are read, judged and explained; used by the posting function.
-- index: none (schema)

-- Virtual locations stand for the world outside the store and keep no account.
CREATE FUNCTION stock_is_real(kind text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT kind NOT IN ('supplier', 'customer', 'production', 'scrap', 'adjustment')
$$;

-- The number under which posts and closers of periods meet.
CREATE FUNCTION stock_period_lock() RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT 7140261';

-- Whether a quantity has more decimals than its unit: the ledger's form of catalog's rule. Plain, so
-- that the planner sees through it; whole numbers fit every unit, only others look theirs up.
CREATE FUNCTION stock_too_fine(quantity numeric, decimals int) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN quantity = trunc(quantity) THEN false ELSE quantity <> round(quantity, decimals) END
$$;

-- Whether a change makes fit what lies in an account: what was counted finer once can be carried off
-- or adjusted.
CREATE FUNCTION stock_made_fit(account bigint, change numeric, decimals int) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT EXISTS (SELECT FROM stock_account a WHERE a.id = account
        AND stock_too_fine(a.quantity, decimals) AND NOT stock_too_fine(a.quantity + change, decimals))
$$;

-- Asked lines, column by column: twice as fast to read as rows of JSON. A column that no line
-- needs is null.
CREATE TYPE stock_columns AS (
    kinds text[], materials bigint[], lots bigint[], serials bigint[], quantities numeric[],
    sources bigint[], targets bigint[], statuses text[], target_statuses text[],
    document_types text[], document_ids bigint[], document_lines bigint[],
    holder_types text[], holder_ids bigint[], holder_lines bigint[],
    reverses bigint[], reasons text[], moments timestamptz[]
);

-- The lines as asked. STABLE and plain, so that the planner sees through it.
CREATE FUNCTION stock_parse_lines_v1(asked stock_columns) RETURNS TABLE (
    line int, kind text, material bigint, lot bigint, serial bigint, quantity numeric,
    source bigint, target bigint, status text, target_status text,
    document_type text, document_id bigint, document_line bigint,
    holder_type text, holder_id bigint, holder_line bigint,
    reverses bigint, reason text, happened_at timestamptz
) LANGUAGE sql STABLE AS $$
    SELECT a.line::int, a.kind, a.material, a.lot, a.serial, a.quantity, a.source, a.target,
        coalesce(a.status, 'available'), coalesce(a.target_status, a.status, 'available'),
        a.document_type, a.document_id, a.document_line, a.holder_type, a.holder_id, a.holder_line,
        a.reverses, coalesce(a.reason, ''), a.happened_at
    FROM unnest((asked).kinds, (asked).materials, (asked).lots, (asked).serials,
        (asked).quantities, (asked).sources, (asked).targets, (asked).statuses,
        (asked).target_statuses, (asked).document_types, (asked).document_ids,
        (asked).document_lines, (asked).holder_types, (asked).holder_ids, (asked).holder_lines,
        (asked).reverses, (asked).reasons, (asked).moments) WITH ORDINALITY
        AS a (kind, material, lot, serial, quantity, source, target, status, target_status,
            document_type, document_id, document_line, holder_type, holder_id, holder_line,
            reverses, reason, happened_at, line)
$$;

-- The lines with their places and accounts looked up: the joins that every line needs. An account
-- proves its material, place and lot; `doubtful` says that a line must be judged before it is posted.
CREATE FUNCTION stock_look_up_v1(asked stock_columns, at timestamptz) RETURNS TABLE (
    line int, kind text, material bigint, lot bigint, serial bigint, quantity numeric,
    source bigint, target bigint, status text, target_status text, holder_type text,
    reverses bigint, happened_at timestamptz, source_real boolean, target_real boolean,
    source_negative boolean, target_negative boolean, source_plant bigint, target_plant bigint,
    source_account bigint, target_account bigint, doubtful boolean
) LANGUAGE sql STABLE AS $$
    SELECT l.line, l.kind, l.material, l.lot, l.serial, l.quantity, l.source, l.target, l.status,
        l.target_status, l.holder_type, l.reverses, coalesce(l.happened_at, at),
        stock_is_real(s.kind), stock_is_real(t.kind), s.allow_negative, t.allow_negative,
        s.plant_id, t.plant_id, sa.id, ta.id,
        m.id IS NULL OR s.id IS NULL OR t.id IS NULL OR sa.id IS NULL AND ta.id IS NULL
            OR l.quantity IS NULL OR l.quantity <= 0 OR l.quantity = 'NaN'
            OR stock_too_fine(l.quantity,
                (SELECT u.decimals::int FROM catalog_unit u WHERE u.id = m.unit_id))
            OR l.source = l.target AND l.status = l.target_status
            OR m.lot_tracked <> (l.lot IS NOT NULL) OR m.serial_tracked <> (l.serial IS NOT NULL)
            OR l.status <> 'available' OR l.kind = 'reversal' OR l.reverses IS NOT NULL
            OR l.happened_at > at
    FROM stock_parse_lines_v1(asked) l
    LEFT JOIN catalog_material m ON m.id = l.material
    LEFT JOIN catalog_location s ON s.id = l.source
    LEFT JOIN catalog_location t ON t.id = l.target
    LEFT JOIN stock_account sa ON stock_is_real(s.kind) AND sa.material_id = l.material
        AND sa.location_id + 0 = l.source AND coalesce(sa.lot_id, 0) = coalesce(l.lot, 0)
        AND sa.status = l.status
    LEFT JOIN stock_account ta ON stock_is_real(t.kind) AND ta.material_id = l.material
        AND ta.location_id + 0 = l.target AND coalesce(ta.lot_id, 0) = coalesce(l.lot, 0)
        AND ta.status = l.target_status
$$;

-- The lines with all that they name looked up, and what is wrong with each (null: nothing).
CREATE FUNCTION stock_judge_lines_v1(asked stock_columns, at timestamptz) RETURNS TABLE (
    line int, material bigint, lot bigint, serial bigint, quantity numeric,
    source bigint, target bigint, status text, reverses bigint, happened_at timestamptz,
    source_real boolean, target_real boolean, source_plant bigint, target_plant bigint, fault text
) LANGUAGE sql STABLE AS $$
    SELECT l.line, l.material, l.lot, l.serial, l.quantity, l.source, l.target, l.status,
        l.reverses, l.happened_at, l.source_real, l.target_real, l.source_plant, l.target_plant,
        CASE
            WHEN m.id IS NULL THEN 'material_unknown'
            WHEN m.kind = 'phantom' THEN 'material_phantom'
            WHEN l.source_plant IS NULL THEN 'source_unknown'
            WHEN l.target_plant IS NULL THEN 'target_unknown'
            WHEN NOT l.source_real AND NOT l.target_real THEN 'touches_no_stock'
            WHEN l.source = l.target AND l.status = l.target_status THEN 'moves_nothing'
            WHEN l.quantity IS NULL OR l.quantity <= 0 OR l.quantity = 'NaN'
                THEN 'quantity_not_positive'
            WHEN l.kind <> 'reversal' AND stock_too_fine(l.quantity, u.decimals)
                AND NOT stock_made_fit(l.source_account, -l.quantity, u.decimals)
                AND NOT stock_made_fit(l.target_account, l.quantity, u.decimals)
                THEN 'quantity_too_fine'
            WHEN l.lot IS NULL AND m.lot_tracked AND l.source_account IS NULL THEN 'lot_required'
            WHEN l.lot IS NOT NULL AND o.id IS NULL THEN 'lot_unknown'
            WHEN o.material_id <> l.material THEN 'lot_of_other_material'
            WHEN l.lot IS NOT NULL AND NOT m.lot_tracked AND l.source_account IS NULL
                THEN 'lot_not_tracked'
            WHEN l.serial IS NULL AND m.serial_tracked THEN 'serial_required'
            WHEN l.serial IS NOT NULL AND n.id IS NULL THEN 'serial_unknown'
            WHEN n.material_id <> l.material THEN 'serial_of_other_material'
            WHEN l.serial IS NOT NULL AND l.quantity <> 1 THEN 'serial_not_one'
            WHEN l.kind IN ('issue', 'delivery') AND l.status <> 'available'
                THEN 'status_not_usable'
            WHEN (l.kind = 'reversal') <> (l.reverses IS NOT NULL) THEN 'kind_not_open'
            WHEN l.happened_at > at + interval '10 minutes' THEN 'in_the_future'
        END
    FROM stock_look_up_v1(asked, at) l
    LEFT JOIN catalog_material m ON m.id = l.material
    LEFT JOIN catalog_unit u ON u.id = m.unit_id
    LEFT JOIN stock_lot o ON o.id = l.lot
    LEFT JOIN stock_serial n ON n.id = l.serial
$$;

-- Every faulty line and why; `locked` adds what can only be judged under lock: closed periods,
-- serials gone elsewhere, movements reversed before. Null where no line is faulty.
CREATE FUNCTION stock_line_faults_v1(asked stock_columns, at timestamptz, locked boolean) RETURNS jsonb
LANGUAGE sql STABLE AS $$
    WITH judged AS MATERIALIZED (
        SELECT r.*, n.code AS serial_code, coalesce(r.fault, CASE
            WHEN NOT locked THEN NULL
            WHEN EXISTS (SELECT FROM stock_period p
                WHERE p.state = 'closed' AND p.ends_at > r.happened_at
                    AND (r.source_real AND p.plant_id = r.source_plant
                        OR r.target_real AND p.plant_id = r.target_plant)) THEN 'period_closed'
            WHEN r.reverses IS NOT NULL AND EXISTS (SELECT FROM stock_movement v
                WHERE v.reverses_id = r.reverses) THEN 'reversed_before'
            WHEN r.serial IS NOT NULL AND count(*) OVER (PARTITION BY r.serial) > 1
                THEN 'serial_twice'
            WHEN r.source_real AND n.id IS NOT NULL AND (n.location_id IS DISTINCT FROM r.source
                OR n.status <> r.status OR n.lot_id IS DISTINCT FROM r.lot) THEN 'serial_elsewhere'
            WHEN NOT r.source_real AND n.location_id IS NOT NULL THEN 'serial_elsewhere'
        END) AS verdict
        FROM stock_judge_lines_v1(asked, at) r LEFT JOIN stock_serial n ON n.id = r.serial
    )
    SELECT jsonb_agg(jsonb_build_object('line', j.line, 'code', upper(j.verdict), 'material', j.material,
        'material_code', m.code, 'lot', j.lot, 'lot_code', o.code, 'serial', j.serial,
        'serial_code', j.serial_code, 'source', j.source, 'source_code', s.code,
        'target', j.target, 'target_code', t.code, 'quantity', trim_scale(j.quantity)::text,
        'unit', u.name, 'unit_en', coalesce(nullif(u.name_en, ''), u.code), 'decimals', u.decimals,
        'happened_at', j.happened_at, 'reverses', j.reverses) ORDER BY j.line)
    FROM (SELECT * FROM judged WHERE verdict IS NOT NULL ORDER BY line LIMIT 1000) j
    LEFT JOIN catalog_material m ON m.id = j.material
    LEFT JOIN catalog_unit u ON u.id = m.unit_id
    LEFT JOIN stock_lot o ON o.id = j.lot
    LEFT JOIN catalog_location s ON s.id = j.source
    LEFT JOIN catalog_location t ON t.id = j.target
$$;

-- A posting key that was used before: `exists` with the same content, otherwise `conflict`.
CREATE FUNCTION stock_same_posting_v1(posting text, asked stock_columns)
RETURNS TABLE (outcome text, movements bigint[]) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN bool_and(v.id IS NOT NULL AND l.line IS NOT NULL AND v.kind = l.kind
            AND v.material_id = l.material AND v.quantity = l.quantity
            AND v.source_id = l.source AND v.target_id = l.target
            AND v.source_status = l.status AND v.target_status = l.target_status
            AND (v.lot_id, v.serial_id, v.document_type, v.document_id, v.document_line,
                v.reverses_id) IS NOT DISTINCT FROM (l.lot, l.serial, l.document_type,
                l.document_id, l.document_line, l.reverses)
            AND (l.happened_at IS NULL OR v.happened_at = l.happened_at))
            THEN 'exists' ELSE 'conflict' END,
        array_agg(v.id ORDER BY v.line)
    FROM (SELECT * FROM stock_movement WHERE posting_key = posting) v
    FULL JOIN stock_parse_lines_v1(asked) l ON l.line = v.line
$$;
