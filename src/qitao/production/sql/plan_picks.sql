-- Choose stock for an order's lines: its own reservations, then the preferred place, then by walk.
-- What is past its shelf life is left where it lies, and so is what the same slip has taken already.
-- index: stock_account_key, stock_reservation_account
-- plan: custom
WITH wanted AS (
    SELECT w.line, w.material, w.lot, w.quantity,
           sum(w.quantity) OVER (PARTITION BY w.material, w.lot ORDER BY w.line) AS upto
    FROM unnest(%(lines)s::int[], %(materials)s::bigint[], %(lots)s::bigint[],
                %(quantities)s::numeric[]) AS w (line, material, lot, quantity)
), shelves AS (
    SELECT a.id, a.material_id, a.lot_id, a.location_id, k.lot AS asked_lot,
           l.id = ANY (%(prefer)s::bigint[]) AS preferred, l.pick_sequence, lot.expires_on,
           a.quantity - a.reserved AS free, coalesce(r.own, 0) AS own, coalesce(t.taken, 0) AS taken
    FROM (SELECT DISTINCT material, lot FROM wanted) k
    JOIN stock_account a ON a.material_id = k.material AND (k.lot IS NULL OR a.lot_id = k.lot)
    JOIN catalog_location l ON l.id = a.location_id
    LEFT JOIN stock_lot lot ON lot.id = a.lot_id
    LEFT JOIN LATERAL (
        SELECT sum(r.quantity) AS own FROM stock_reservation r
        WHERE r.account_id = a.id AND r.holder_type = %(holder_type)s AND r.holder_id = %(holder)s
    ) r ON true
    LEFT JOIN LATERAL (
        SELECT sum(x.quantity) AS taken
        FROM unnest(%(taken_materials)s::bigint[], %(taken_lots)s::bigint[],
                    %(taken_places)s::bigint[], %(taken_quantities)s::numeric[])
            AS x (material, lot, place, quantity)
        WHERE x.material = a.material_id AND x.place = a.location_id
          AND x.lot IS NOT DISTINCT FROM a.lot_id
    ) t ON true
    WHERE a.status = 'available' AND a.quantity > 0 AND l.plant_id = %(plant)s::bigint
      AND l.kind IN ('internal', 'line_side') AND l.pickable
      AND (lot.expires_on IS NULL OR lot.expires_on >= %(on_day)s::date)
), supply AS (
    SELECT id, material_id, lot_id, location_id, asked_lot, quantity,
           sum(quantity) OVER (PARTITION BY material_id, asked_lot
               ORDER BY tier, preferred DESC, expires_on NULLS LAST, pick_sequence, id) AS upto
    FROM (
        SELECT 0 AS tier, s.*, s.own - s.taken AS quantity FROM shelves s WHERE s.own > s.taken
        UNION ALL
        SELECT 1 AS tier, s.*, s.free - greatest(s.taken - s.own, 0) AS quantity FROM shelves s
        WHERE s.free > greatest(s.taken - s.own, 0)
    ) s
)
SELECT w.line, w.material, s.lot_id AS lot, s.location_id AS location,
       sum(least(w.upto, s.upto) - greatest(w.upto - w.quantity, s.upto - s.quantity)) AS quantity
FROM wanted w
JOIN supply s ON s.material_id = w.material AND s.asked_lot IS NOT DISTINCT FROM w.lot
             AND s.upto > w.upto - w.quantity AND s.upto - s.quantity < w.upto
GROUP BY w.line, w.material, s.lot_id, s.location_id
ORDER BY w.line, s.location_id
