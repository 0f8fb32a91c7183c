-- Where to fetch what several orders of a plant still need, in walking order; the rest has no place.
-- Each order takes what was put aside for it; what is free goes by rank, the first to expire first.
-- index: production_material_line, stock_account_key, stock_reservation_account
-- plan: custom
WITH wanted AS MATERIALIZED (
    SELECT a.id, a.number, a.turn, om.line, om.material_id,
           om.required - om.issued + om.returned AS quantity,
           sum(om.required - om.issued + om.returned)
               OVER (PARTITION BY a.id, om.material_id ORDER BY om.line) AS upto
    FROM (
        SELECT o.id, o.number,
               row_number() OVER (ORDER BY o.priority, o.due_on NULLS LAST, o.id) AS turn
        FROM production_workorder o
        WHERE o.id = ANY (%(orders)s::bigint[]) AND o.plant_id = %(plant)s::bigint
          AND o.state IN ('released', 'in_production')
    ) a
    JOIN production_ordermaterial om ON om.order_id = a.id
    WHERE NOT om.backflush AND om.required > om.issued - om.returned
), shelf AS MATERIALIZED (
    SELECT a.id, a.material_id, greatest(a.quantity - a.reserved, 0) AS free,
           row_number() OVER (PARTITION BY a.material_id
               ORDER BY lot.expires_on NULLS LAST, l.pick_sequence, a.id) AS turn
    FROM (SELECT DISTINCT material_id FROM wanted) k
    JOIN stock_account a ON a.material_id = k.material_id
    JOIN catalog_location l ON l.id = a.location_id
    LEFT JOIN stock_lot lot ON lot.id = a.lot_id
    WHERE a.status = 'available' AND a.quantity > 0 AND l.plant_id = %(plant)s::bigint
      AND l.kind IN ('internal', 'line_side') AND l.pickable
      AND (lot.expires_on IS NULL OR lot.expires_on >= %(on_day)s::date)
), own AS (
    SELECT w.id, s.material_id, s.id AS account, r.quantity,
           sum(r.quantity) OVER (PARTITION BY w.id, s.material_id ORDER BY s.turn) AS upto
    FROM (SELECT DISTINCT id, material_id FROM wanted) w
    JOIN shelf s ON s.material_id = w.material_id
    CROSS JOIN LATERAL (
        SELECT sum(r.quantity) AS quantity FROM stock_reservation r
        WHERE r.account_id = s.id AND r.holder_type = %(holder_type)s AND r.holder_id = w.id
    ) r
    WHERE r.quantity > 0
), aside AS (
    SELECT w.id, w.line, o.account,
           least(w.upto, o.upto) - greatest(w.upto - w.quantity, o.upto - o.quantity) AS quantity
    FROM wanted w
    JOIN own o ON o.id = w.id AND o.material_id = w.material_id
              AND o.upto > w.upto - w.quantity AND o.upto - o.quantity < w.upto
), rest AS (
    SELECT r.*, sum(r.quantity) OVER (PARTITION BY r.material_id ORDER BY r.turn, r.line) AS upto
    FROM (
        SELECT w.id, w.line, w.turn, w.material_id, w.quantity - coalesce(a.quantity, 0) AS quantity
        FROM wanted w
        LEFT JOIN (SELECT id, line, sum(quantity) AS quantity FROM aside GROUP BY id, line) a
            ON a.id = w.id AND a.line = w.line
    ) r
    WHERE r.quantity > 0
), pool AS (
    SELECT s.id AS account, s.material_id, s.free AS quantity,
           sum(s.free) OVER (PARTITION BY s.material_id ORDER BY s.turn) AS upto
    FROM shelf s WHERE s.free > 0
), taken AS (
    SELECT id, line, account, quantity FROM aside
    UNION ALL
    SELECT r.id, r.line, p.account,
           least(r.upto, p.upto) - greatest(r.upto - r.quantity, p.upto - p.quantity)
    FROM rest r
    JOIN pool p ON p.material_id = r.material_id
               AND p.upto > r.upto - r.quantity AND p.upto - p.quantity < r.upto
), fetched AS (
    SELECT id, line, account, sum(quantity) AS quantity FROM taken GROUP BY id, line, account
), planned AS (
    SELECT * FROM fetched
    UNION ALL
    SELECT w.id, w.line, NULL, w.quantity - coalesce(sum(f.quantity), 0)
    FROM wanted w LEFT JOIN fetched f ON f.id = w.id AND f.line = w.line
    GROUP BY w.id, w.line, w.quantity
    HAVING w.quantity > coalesce(sum(f.quantity), 0)
)
SELECT p.id AS order, w.number, p.line, m.id AS material, m.code, m.name, m.name_en, m.spec,
       u.code AS unit, m.serial_tracked, p.quantity, l.id AS location, l.code AS place,
       l.name AS place_name, l.name_en AS place_name_en, a.lot_id AS lot, coalesce(lot.code, '') AS lot_code, lot.expires_on
FROM planned p
JOIN wanted w ON w.id = p.id AND w.line = p.line
JOIN catalog_material m ON m.id = w.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN stock_account a ON a.id = p.account
LEFT JOIN catalog_location l ON l.id = a.location_id
LEFT JOIN stock_lot lot ON lot.id = a.lot_id
ORDER BY l.id IS NULL, l.pick_sequence, l.code, m.code, lot.expires_on NULLS LAST, w.turn, p.line
LIMIT %(limit)s::int
