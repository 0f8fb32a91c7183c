-- Net a few sources, and lines that nobody has ordered yet, against all who come before them.
-- index: kitting_verdict_pkey, kitting_demand_pkey, kitting_demand_rank, stock_reservation_once
-- Others are looked at only where a material is wanted beyond what is free; of them a complete or
-- unchecked one holds its need, a short one nothing where the plant allots all or nothing.
WITH wanted AS (
    SELECT v.source_type, v.source_id, v.revision, v.plant_id, v.priority, v.rank_on,
           d.source_line, d.material_id, d.quantity
    FROM kitting_verdict v
    JOIN kitting_demand d ON d.source_type = v.source_type AND d.source_id = v.source_id
    WHERE v.source_type = %(source_type)s::text AND v.source_id = ANY (%(source_ids)s::bigint[])
    UNION ALL
    SELECT e.type, e.id, 0, e.plant, e.priority, e.rank_on, e.line, e.material, e.quantity
    FROM unnest(%(types)s::text[], %(ids)s::bigint[], %(lines)s::bigint[], %(plants)s::bigint[],
                %(priorities)s::smallint[], %(ranks)s::date[], %(materials)s::bigint[],
                %(quantities)s::numeric[])
        AS e (type, id, line, plant, priority, rank_on, material, quantity)
), line AS MATERIALIZED (
    SELECT w.*, greatest(w.quantity - coalesce(h.quantity, 0), 0) AS need,
           coalesce(s.allocation, 'all_or_nothing') = 'all_or_nothing' AS whole,
           z.day, z.day + s.incoming_days AS counted_until
    FROM wanted w
    CROSS JOIN LATERAL (
        SELECT (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date AS day
        FROM people_plant p WHERE p.id = w.plant_id
    ) z
    LEFT JOIN kitting_plant_setting s ON s.plant_id = w.plant_id
    CROSS JOIN LATERAL (
        SELECT sum(r.quantity) AS quantity
        FROM stock_reservation r
        WHERE r.holder_type = w.source_type AND r.holder_id = w.source_id
          AND r.holder_line = w.source_line
          AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id) = w.material_id
    ) h
), stock AS MATERIALIZED (
    SELECT m.*, row_number() OVER ()::int AS no, coalesce(f.quantity, 0) AS free,
           coalesce(f.quantity, 0) + coalesce(c.quantity, 0) AS counted,
           coalesce(t.quantity, 0) AS demand,
           coalesce(t.quantity, 0) + m.need > coalesce(f.quantity, 0) + coalesce(c.quantity, 0)
               AS tight
    FROM (SELECT plant_id, material_id, whole, day, counted_until, sum(need) AS need
          FROM line GROUP BY plant_id, material_id, whole, day, counted_until) m
    CROSS JOIN LATERAL (
        SELECT sum(a.free) AS quantity FROM kitting_pickable a
        WHERE a.material_id = m.material_id AND a.plant_id = m.plant_id
          AND (a.expires_on IS NULL OR a.expires_on >= m.day)
    ) f
    CROSS JOIN LATERAL (
        SELECT sum(s.quantity) AS quantity FROM kitting_supply s
        WHERE s.material_id = m.material_id AND s.plant_id = m.plant_id
          AND s.expected_on <= m.counted_until
    ) c
    CROSS JOIN LATERAL (
        SELECT sum(d.quantity) AS quantity FROM kitting_demand d
        WHERE d.material_id = m.material_id AND d.plant_id = m.plant_id
          AND d.active AND d.quantity > 0
    ) t
), ranked AS MATERIALIZED (
    SELECT l.*, s.no, s.free, s.counted, s.tight,
           CASE WHEN s.tight THEN coalesce(b.quantity, 0)
                WHEN l.source_type = '' THEN s.demand ELSE 0 END AS held,
           dense_rank() OVER (ORDER BY l.plant_id, l.priority, l.rank_on, l.source_id,
                              l.source_type)::int AS rank
    FROM line l
    JOIN stock s ON s.plant_id = l.plant_id AND s.material_id = l.material_id
    CROSS JOIN LATERAL (
        SELECT sum(greatest(d.quantity - coalesce((
                   SELECT sum(r.quantity) FROM stock_reservation r
                   WHERE r.holder_type = d.source_type AND r.holder_id = d.source_id
                     AND r.holder_line = d.source_line
                     AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id)
                         = d.material_id), 0), 0)) AS quantity
        FROM kitting_demand d
        WHERE s.tight AND d.material_id = s.material_id AND d.plant_id = s.plant_id
          AND d.active AND d.quantity > 0
          AND (d.priority, d.rank_on, d.source_id, d.source_type)
              < (l.priority, l.rank_on, l.source_id, l.source_type)
          AND (d.source_id <> ALL (%(source_ids)s::bigint[])
               OR d.source_type <> %(source_type)s::text)
          AND (NOT l.whole OR (
              SELECT v.state FROM kitting_verdict v
              WHERE v.source_type = d.source_type AND v.source_id = d.source_id
          ) NOT IN ('partial', 'short'))
    ) b
), packed AS (
    SELECT whole, array_agg(rank ORDER BY rank, source_line) AS ranks,
           array_agg(source_line ORDER BY rank, source_line) AS lines,
           array_agg(no ORDER BY rank, source_line) AS nos,
           array_agg(need ORDER BY rank, source_line) AS needs,
           array_agg(counted - held ORDER BY rank, source_line) AS rooms
    FROM ranked GROUP BY plant_id, whole
), took AS (
    SELECT u.rank, u.line, u.took, u.short
    FROM packed p
    CROSS JOIN LATERAL kitting_allocate(p.ranks, p.nos, p.needs, p.rooms, p.whole) a
    CROSS JOIN LATERAL unnest(p.ranks, p.lines, a.took, a.short) AS u (rank, line, took, short)
), claim AS (
    SELECT r.*, t.took, t.short AND r.tight AND r.need > 0 AS waits,
           sum(r.need) OVER upto + CASE WHEN r.whole THEN
               coalesce(sum(r.need) FILTER (WHERE NOT t.short) OVER (PARTITION BY r.no), 0)
               - coalesce(sum(r.need) FILTER (WHERE NOT t.short) OVER upto, 0)
           ELSE 0 END AS own
    FROM ranked r JOIN took t ON t.rank = r.rank AND t.line = r.source_line
    WINDOW upto AS (PARTITION BY r.no ORDER BY r.rank, r.source_line)
)
SELECT c.source_type, c.source_id, c.revision, c.plant_id AS plant, c.source_line AS line,
       c.material_id AS material,
       (SELECT m.code FROM catalog_material m WHERE m.id = c.material_id) AS code,
       c.quantity AS required, c.quantity - c.need + c.took AS covered,
       c.need - c.took AS short, c.free, c.held,
       CASE WHEN c.waits THEN greatest(least(c.need, w.wanting), 0) ELSE 0 END AS gap, k.expected_on AS coverage_on
FROM claim c
CROSS JOIN LATERAL (
    SELECT coalesce(sum(greatest(d.quantity - coalesce((
               SELECT sum(r.quantity) FROM stock_reservation r
               WHERE r.holder_type = d.source_type AND r.holder_id = d.source_id
                 AND r.holder_line = d.source_line
                 AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id)
                     = d.material_id), 0), 0)), 0) + c.own - c.counted AS wanting
    FROM kitting_demand d
    WHERE c.waits AND d.material_id = c.material_id AND d.plant_id = c.plant_id
      AND d.active AND d.quantity > 0
      AND (d.source_id <> ALL (%(source_ids)s::bigint[]) OR d.source_type <> %(source_type)s::text)
      AND ((d.priority, d.rank_on, d.source_id, d.source_type)
              < (c.priority, c.rank_on, c.source_id, c.source_type)
           OR c.whole AND (
              SELECT v.state FROM kitting_verdict v
              WHERE v.source_type = d.source_type AND v.source_id = d.source_id
            ) = 'complete')
) w
CROSS JOIN LATERAL (
    SELECT min(greatest(x.expected_on, c.day)) AS expected_on
    FROM (
        SELECT s.expected_on, sum(s.quantity) OVER (ORDER BY s.expected_on) AS upto
        FROM kitting_supply s
        WHERE c.waits AND w.wanting > 0 AND s.material_id = c.material_id
          AND s.plant_id = c.plant_id AND s.expected_on IS NOT NULL
          AND (c.counted_until IS NULL OR s.expected_on > c.counted_until)
    ) x
    WHERE x.upto >= w.wanting
) k
ORDER BY c.rank, c.source_line
