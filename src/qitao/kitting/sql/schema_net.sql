-- The netting of a whole plant.
-- index: none (schema)

-- A line that lacks something. `covered` is what it gets now. `gap` is what it lacks once all
-- complete orders have theirs and the short ones, by rank, take what is left: the gaps of a material
-- add up to what the plant lacks of it. A line may get all it needs now and have a gap all the same,
-- where its order waits for something else and gives it back.
CREATE TYPE kitting_short_line AS (
    line bigint, material bigint, required numeric, covered numeric, gap numeric, coverage_on date
);

-- Every active source of a plant with its short lines: demand by priority, due date and id against
-- what is free, own reservations first. Only materials that are wanted beyond what is free are
-- allocated; the rest cannot be short. A date is the first on which stock and incoming supply
-- cover the line after all complete orders and all short ones before it. `moved` sources are
-- ranked by another priority than the stored one (what-if).
CREATE FUNCTION kitting_net(
    plant bigint, today date, moved_types text[], moved_ids bigint[], moved_priorities int[]
) RETURNS TABLE (
    source_type varchar, source_id bigint, revision bigint, lines int, lines_short int,
    coverage_on date, shorts kitting_short_line[]
) LANGUAGE sql STABLE AS $$
    WITH policy AS (
        SELECT coalesce(s.allocation, 'all_or_nothing') = 'all_or_nothing' AS whole,
               today + s.incoming_days AS counted_until
        FROM (SELECT 1) one LEFT JOIN kitting_plant_setting s ON s.plant_id = plant
    ), source AS MATERIALIZED (
        SELECT v.source_type, v.source_id, v.revision, v.lines,
               row_number() OVER (ORDER BY coalesce(m.priority, v.priority), v.rank_on,
                                           v.source_id, v.source_type)::int AS rank
        FROM kitting_verdict v
        LEFT JOIN unnest(moved_types, moved_ids, moved_priorities) AS m (type, id, priority)
            ON m.type = v.source_type AND m.id = v.source_id
        WHERE v.plant_id = plant AND v.active
    ), own AS MATERIALIZED (
        SELECT d.source_type, d.source_id, d.source_line, d.material_id,
               least(d.quantity, h.quantity) AS quantity
        FROM (
            SELECT r.holder_type, r.holder_id, r.holder_line, a.material_id,
                   sum(r.quantity) AS quantity
            FROM stock_reservation r JOIN stock_account a ON a.id = r.account_id
            GROUP BY r.holder_type, r.holder_id, r.holder_line, a.material_id
        ) h
        JOIN kitting_demand d ON d.source_type = h.holder_type AND d.source_id = h.holder_id
                             AND d.source_line = h.holder_line AND d.material_id = h.material_id
        WHERE d.plant_id = plant AND d.active AND d.quantity > 0
    ), wanted AS (
        SELECT d.material_id, d.quantity - coalesce(o.quantity, 0) AS quantity
        FROM (
            SELECT material_id, sum(quantity) AS quantity FROM kitting_demand
            WHERE plant_id = plant AND active AND quantity > 0 GROUP BY material_id
        ) d
        LEFT JOIN (
            SELECT material_id, sum(quantity) AS quantity FROM own GROUP BY material_id
        ) o ON o.material_id = d.material_id
    ), stock AS (
        SELECT material_id, sum(free) AS free FROM kitting_pickable
        WHERE plant_id = plant AND (expires_on IS NULL OR expires_on >= today)
        GROUP BY material_id
    ), counted AS (
        SELECT s.material_id, sum(s.quantity) AS quantity
        FROM kitting_supply s, policy p
        WHERE s.plant_id = plant AND s.expected_on <= p.counted_until
        GROUP BY s.material_id
    ), tight AS MATERIALIZED (
        SELECT w.material_id, coalesce(f.free, 0) + coalesce(c.quantity, 0) AS free,
               row_number() OVER ()::int AS no
        FROM wanted w
        LEFT JOIN stock f ON f.material_id = w.material_id
        LEFT JOIN counted c ON c.material_id = w.material_id
        WHERE w.quantity > coalesce(f.free, 0) + coalesce(c.quantity, 0)
    ), sorted AS (
        SELECT s.rank, d.source_line, d.quantity, d.quantity - coalesce(o.quantity, 0) AS need,
               t.no, t.free
        FROM kitting_demand d
        JOIN tight t ON t.material_id = d.material_id
        JOIN source s ON s.source_type = d.source_type AND s.source_id = d.source_id
        LEFT JOIN own o ON o.source_type = d.source_type AND o.source_id = d.source_id
                       AND o.source_line = d.source_line
        WHERE d.plant_id = plant AND d.active AND d.quantity > 0
        ORDER BY s.rank, d.source_line
    ), packed AS (
        SELECT array_agg(rank) AS ranks, array_agg(source_line) AS lines, array_agg(no) AS nos,
               array_agg(quantity) AS quantities, array_agg(need) AS needs, array_agg(free) AS frees
        FROM sorted
    ), took AS MATERIALIZED (
        SELECT u.rank, u.line, u.no, u.quantity, u.need, u.took, u.short
        FROM packed p CROSS JOIN policy
        CROSS JOIN LATERAL kitting_allocate(p.ranks, p.nos, p.needs, p.frees, policy.whole) a
        CROSS JOIN LATERAL unnest(p.ranks, p.lines, p.nos, p.quantities, p.needs, a.took, a.short)
            AS u (rank, line, no, quantity, need, took, short)
    ), left_over AS (
        SELECT t.no, t.material_id,
               t.free - coalesce(sum(k.took) FILTER (WHERE NOT (k.short AND p.whole)), 0) AS free
        FROM tight t CROSS JOIN policy p LEFT JOIN took k ON k.no = t.no
        GROUP BY t.no, t.material_id, t.free
    ), claim AS (
        SELECT k.*, o.material_id, sum(CASE WHEN p.whole THEN k.need ELSE k.need - k.took END)
                   OVER (PARTITION BY k.no ORDER BY k.rank, k.line) - o.free AS wanting
        FROM took k JOIN left_over o ON o.no = k.no CROSS JOIN policy p
        WHERE k.short
    ), coming AS (
        SELECT t.no, s.expected_on, sum(sum(s.quantity)) OVER (
                   PARTITION BY t.no ORDER BY s.expected_on) AS upto
        FROM kitting_supply s JOIN tight t ON t.material_id = s.material_id CROSS JOIN policy p
        WHERE s.plant_id = plant AND s.expected_on IS NOT NULL
          AND (p.counted_until IS NULL OR s.expected_on > p.counted_until)
        GROUP BY t.no, s.expected_on
    ), dated AS (
        SELECT c.rank, c.line, c.material_id, c.quantity, c.need, c.took,
               CASE WHEN p.whole THEN least(c.need, greatest(c.wanting, 0))
                    ELSE c.need - c.took END AS gap,
               min(greatest(k.expected_on, today))
                   FILTER (WHERE k.expected_on IS NOT NULL) AS coverage_on
        FROM claim c CROSS JOIN policy p
        LEFT JOIN coming k ON k.no = c.no AND c.wanting > 0 AND k.upto >= c.wanting
        GROUP BY c.rank, c.line, c.material_id, c.quantity, c.need, c.took, c.wanting, p.whole
    ), short AS (
        SELECT rank, count(*) FILTER (WHERE took < need)::int AS lines_short,
               CASE WHEN bool_and(gap = 0 OR coverage_on IS NOT NULL)
                    THEN max(coverage_on) FILTER (WHERE gap > 0) END AS coverage_on,
               array_agg(ROW(line, material_id, quantity, quantity - need + took, gap,
                             coverage_on)::kitting_short_line ORDER BY line)
                   FILTER (WHERE gap > 0) AS shorts
        FROM dated GROUP BY rank
    )
    SELECT s.source_type, s.source_id, s.revision, s.lines, coalesce(k.lines_short, 0),
           k.coverage_on, k.shorts
    FROM source s LEFT JOIN short k ON k.rank = s.rank
$$;
