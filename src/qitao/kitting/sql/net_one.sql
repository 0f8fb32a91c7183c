-- What each line of one source finds before it, and when supply would cover it: the hot path.
-- index: kitting_verdict_pkey, kitting_demand_pkey, kitting_demand_rank, stock_account_key
SELECT w.revision, w.plant_id AS plant, w.source_line AS line, w.material_id AS material,
       (SELECT m.code FROM catalog_material m WHERE m.id = w.material_id) AS code,
       w.quantity AS required, w.need, f.quantity AS free, b.held,
       f.quantity + c.quantity - b.held AS room,
       CASE WHEN t.tight
            THEN greatest(least(w.need, b.ahead + w.own - f.quantity - c.quantity), 0)
            ELSE 0 END AS gap,
       k.coverage_on
FROM (
    SELECT v.revision, (%(at)s::timestamptz AT TIME ZONE p.time_zone)::date AS day, v.plant_id,
           v.priority, v.rank_on, d.source_type, d.source_id, d.source_line, d.material_id, d.quantity, n.need,
           sum(n.need) OVER (PARTITION BY d.material_id ORDER BY d.source_line) AS own
    FROM kitting_verdict v
    JOIN people_plant p ON p.id = v.plant_id
    JOIN kitting_demand d ON d.source_type = v.source_type AND d.source_id = v.source_id
    CROSS JOIN LATERAL (
        SELECT greatest(d.quantity - coalesce(sum(r.quantity), 0), 0) AS need
        FROM stock_reservation r
        WHERE r.holder_type = d.source_type AND r.holder_id = d.source_id
          AND r.holder_line = d.source_line
          AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id) = d.material_id
    ) n
    WHERE v.source_type = %(source_type)s::text AND v.source_id = %(source_id)s::bigint
) w
LEFT JOIN kitting_plant_setting s ON s.plant_id = w.plant_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(a.free), 0) AS quantity FROM kitting_pickable a
    WHERE a.material_id = w.material_id AND a.plant_id = w.plant_id
      AND (a.expires_on IS NULL OR a.expires_on >= w.day)
) f
CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.quantity), 0) AS quantity FROM kitting_supply x
    WHERE x.material_id = w.material_id AND x.plant_id = w.plant_id
      AND x.expected_on <= w.day + s.incoming_days
) c
CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.quantity), 0) + w.own > f.quantity + c.quantity AS tight
    FROM kitting_demand x
    WHERE x.material_id = w.material_id AND x.plant_id = w.plant_id
      AND x.active AND x.quantity > 0
) t
CROSS JOIN LATERAL (
    SELECT coalesce(sum(o.need) FILTER (WHERE o.before
               AND (o.partial OR o.state NOT IN ('partial', 'short'))), 0) AS held,
           coalesce(sum(o.need) FILTER (WHERE o.before
               OR NOT o.partial AND o.state = 'complete'), 0) AS ahead
    FROM (
        SELECT greatest(x.quantity - coalesce((
                   SELECT sum(r.quantity) FROM stock_reservation r
                   WHERE r.holder_type = x.source_type AND r.holder_id = x.source_id
                     AND r.holder_line = x.source_line
                     AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id)
                         = x.material_id), 0), 0) AS need,
               (SELECT v.state FROM kitting_verdict v
                WHERE v.source_type = x.source_type AND v.source_id = x.source_id) AS state,
               (x.priority, x.rank_on, x.source_id, x.source_type)
                   < (w.priority, w.rank_on, w.source_id, w.source_type) AS before,
               coalesce(s.allocation = 'partial', false) AS partial
        FROM kitting_demand x
        WHERE t.tight AND x.material_id = w.material_id AND x.plant_id = w.plant_id
          AND x.active AND x.quantity > 0
          AND (x.source_id <> w.source_id OR x.source_type <> w.source_type)
    ) o
) b
CROSS JOIN LATERAL (
    SELECT min(greatest(x.expected_on, w.day)) AS coverage_on
    FROM (
        SELECT y.expected_on, sum(y.quantity) OVER (ORDER BY y.expected_on) AS upto
        FROM kitting_supply y
        WHERE t.tight AND b.ahead + w.own > f.quantity + c.quantity
          AND y.material_id = w.material_id AND y.plant_id = w.plant_id
          AND y.expected_on IS NOT NULL
          AND (s.incoming_days IS NULL OR y.expected_on > w.day + s.incoming_days)
    ) x
    WHERE x.upto >= b.ahead + w.own - f.quantity - c.quantity
) k
ORDER BY w.source_line
