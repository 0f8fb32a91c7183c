-- Lots that lie there for what is still to be issued by hand, each line's first few as an issue chooses.
-- index: production_material_line, stock_account_key, stock_reservation_account
WITH wanted AS (
    SELECT om.order_id, om.line, om.material_id, o.plant_id,
           (%(at)s::timestamptz AT TIME ZONE y.time_zone)::date AS on_day
    FROM production_ordermaterial om
    JOIN production_workorder o ON o.id = om.order_id
    JOIN people_plant y ON y.id = o.plant_id
    JOIN catalog_material m ON m.id = om.material_id
    WHERE om.order_id = ANY (%(orders)s::bigint[]) AND NOT om.backflush
      AND om.required > om.issued - om.returned AND m.lot_tracked AND NOT m.serial_tracked
    ORDER BY om.order_id, om.line
    LIMIT %(limit)s
)
SELECT w.order_id AS order, w.line, s.code, s.expires_on, s.quantity
FROM wanted w
CROSS JOIN LATERAL (
    SELECT b.code, b.expires_on, sum(a.quantity - a.reserved + coalesce(r.own, 0)) AS quantity,
           bool_or(r.own > 0) AS own, min(l.pick_sequence) AS walk, min(a.id) AS account
    FROM stock_account a
    JOIN catalog_location l ON l.id = a.location_id
    JOIN stock_lot b ON b.id = a.lot_id
    LEFT JOIN LATERAL (
        SELECT sum(v.quantity) AS own FROM stock_reservation v
        WHERE v.account_id = a.id AND v.holder_type = %(holder_type)s AND v.holder_id = w.order_id
    ) r ON true
    WHERE a.material_id = w.material_id AND a.status = 'available' AND a.quantity > 0
      AND l.plant_id = w.plant_id AND l.kind IN ('internal', 'line_side') AND l.pickable
      AND (b.expires_on IS NULL OR b.expires_on >= w.on_day)
    GROUP BY b.id
    HAVING sum(a.quantity - a.reserved + coalesce(r.own, 0)) > 0
    ORDER BY own DESC NULLS LAST, b.expires_on NULLS LAST, walk, account
    LIMIT %(each)s
) s
ORDER BY w.order_id, w.line, s.own DESC NULLS LAST, s.expires_on NULLS LAST, s.walk, s.account
