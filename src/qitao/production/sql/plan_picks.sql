-- Choose stock for an order's lines: its own reservations, then the preferred place, then by walk.
-- What is past its shelf life is left where it lies.
-- index: stock_account_key, stock_reservation_account
-- plan: custom
WITH wanted AS (
    SELECT w.line, w.material, w.quantity,
           sum(w.quantity) OVER (PARTITION BY w.material ORDER BY w.line) AS upto
    FROM unnest(%(lines)s::int[], %(materials)s::bigint[], %(quantities)s::numeric[])
        AS w (line, material, quantity)
), shelves AS (
    SELECT a.id, a.material_id, a.lot_id, a.location_id,
           l.id = ANY (%(prefer)s::bigint[]) AS preferred, l.pick_sequence, lot.expires_on,
           a.quantity - a.reserved AS free, coalesce(r.own, 0) AS own
    FROM stock_account a
    JOIN catalog_location l ON l.id = a.location_id
    LEFT JOIN stock_lot lot ON lot.id = a.lot_id
    LEFT JOIN LATERAL (
        SELECT sum(r.quantity) AS own FROM stock_reservation r
        WHERE r.account_id = a.id AND r.holder_type = %(holder_type)s AND r.holder_id = %(holder)s
    ) r ON true
    WHERE a.material_id = ANY (%(materials)s::bigint[]) AND a.status = 'available'
      AND a.quantity > 0 AND l.plant_id = %(plant)s::bigint
      AND l.kind IN ('internal', 'line_side') AND l.pickable
      AND (lot.expires_on IS NULL OR lot.expires_on >= %(on_day)s::date)
), supply AS (
    SELECT id, material_id, lot_id, location_id, quantity,
           sum(quantity) OVER (PARTITION BY material_id
               ORDER BY tier, preferred DESC, expires_on NULLS LAST, pick_sequence, id) AS upto
    FROM (
        SELECT 0 AS tier, s.*, s.own AS quantity FROM shelves s WHERE s.own > 0
        UNION ALL
        SELECT 1 AS tier, s.*, s.free AS quantity FROM shelves s WHERE s.free > 0
    ) s
)
SELECT w.line, w.material, s.lot_id AS lot, s.location_id AS location,
       sum(least(w.upto, s.upto) - greatest(w.upto - w.quantity, s.upto - s.quantity)) AS quantity
FROM wanted w
JOIN supply s ON s.material_id = w.material
             AND s.upto > w.upto - w.quantity AND s.upto - s.quantity < w.upto
GROUP BY w.line, w.material, s.lot_id, s.location_id
ORDER BY w.line, s.location_id
