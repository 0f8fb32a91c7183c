-- What each line of one source finds before it: the usual case, a complete kit, in one quick look.
-- index: kitting_verdict_pkey, kitting_demand_pkey, kitting_demand_rank, stock_account_key
SELECT v.revision, v.plant_id AS plant, d.source_line AS line, d.material_id AS material,
       (SELECT m.code FROM catalog_material m WHERE m.id = d.material_id) AS code,
       d.quantity AS required, greatest(d.quantity - coalesce(o.quantity, 0), 0) AS need,
       coalesce(f.quantity, 0) AS free,
       coalesce(f.quantity, 0) + coalesce(c.quantity, 0) - coalesce(b.quantity, 0) AS room
FROM kitting_verdict v
JOIN kitting_demand d ON d.source_type = v.source_type AND d.source_id = v.source_id
LEFT JOIN kitting_plant_setting s ON s.plant_id = v.plant_id
CROSS JOIN LATERAL (
    SELECT sum(r.quantity) AS quantity FROM stock_reservation r
    WHERE r.holder_type = d.source_type AND r.holder_id = d.source_id
      AND r.holder_line = d.source_line
      AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id) = d.material_id
) o
CROSS JOIN LATERAL (
    SELECT sum(a.free) AS quantity FROM kitting_pickable a
    WHERE a.material_id = d.material_id AND a.plant_id = d.plant_id
      AND (a.expires_on IS NULL OR a.expires_on >= %(today)s::date)
) f
CROSS JOIN LATERAL (
    SELECT sum(k.quantity) AS quantity FROM kitting_supply k
    WHERE k.material_id = d.material_id AND k.plant_id = d.plant_id
      AND k.expected_on <= %(today)s::date + s.incoming_days
) c
CROSS JOIN LATERAL (
    SELECT sum(x.quantity) AS quantity FROM kitting_demand x
    WHERE x.material_id = d.material_id AND x.plant_id = d.plant_id
      AND x.active AND x.quantity > 0
) t
CROSS JOIN LATERAL (
    SELECT sum(greatest(x.quantity - coalesce((
               SELECT sum(r.quantity) FROM stock_reservation r
               WHERE r.holder_type = x.source_type AND r.holder_id = x.source_id
                 AND r.holder_line = x.source_line
                 AND (SELECT a.material_id FROM stock_account a WHERE a.id = r.account_id)
                     = x.material_id), 0), 0)) AS quantity
    FROM kitting_demand x
    WHERE t.quantity + d.quantity > coalesce(f.quantity, 0) + coalesce(c.quantity, 0)
      AND x.material_id = d.material_id AND x.plant_id = d.plant_id
      AND x.active AND x.quantity > 0
      AND (x.priority, x.rank_on, x.source_id, x.source_type)
          < (v.priority, v.rank_on, v.source_id, v.source_type)
      AND (s.allocation = 'partial' OR (
          SELECT w.state FROM kitting_verdict w
          WHERE w.source_type = x.source_type AND w.source_id = x.source_id
      ) NOT IN ('partial', 'short'))
) b
WHERE v.source_type = %(source_type)s::text AND v.source_id = %(source_id)s::bigint
ORDER BY d.source_line
