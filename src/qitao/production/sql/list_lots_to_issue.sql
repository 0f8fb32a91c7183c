-- Lots that lie there for what is still to be issued by hand: the first few of each line, as an issue chooses.
-- index: production_material_line, stock_account_key, stock_reservation_once
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
), lots AS (
    SELECT k.material_id, k.plant_id, a.lot_id, b.code, b.expires_on,
           sum(a.quantity - a.reserved) AS free, min(l.pick_sequence) AS walk, min(a.id) AS account
    FROM (SELECT DISTINCT material_id, plant_id, on_day FROM wanted) k
    JOIN stock_account a ON a.material_id = k.material_id
    JOIN catalog_location l ON l.id = a.location_id AND l.plant_id = k.plant_id
    JOIN stock_lot b ON b.id = a.lot_id
    WHERE a.status = 'available' AND a.quantity > 0
      AND l.kind IN ('internal', 'line_side') AND l.pickable
      AND (b.expires_on IS NULL OR b.expires_on >= k.on_day)
    GROUP BY k.material_id, k.plant_id, a.lot_id, b.code, b.expires_on
), own AS (
    SELECT v.holder_id AS order_id, a.material_id, a.lot_id, sum(v.quantity) AS held
    FROM stock_reservation v
    JOIN stock_account a ON a.id = v.account_id
    WHERE v.holder_type = %(holder_type)s AND v.holder_id = ANY (%(orders)s::bigint[])
      AND a.lot_id IS NOT NULL
    GROUP BY v.holder_id, a.material_id, a.lot_id
), free AS (
    SELECT material_id, plant_id, lot_id,
           row_number() OVER (PARTITION BY material_id, plant_id
                              ORDER BY expires_on NULLS LAST, walk, account) AS place
    FROM lots WHERE free > 0
), offered AS (
    SELECT w.order_id, w.line, w.material_id, w.plant_id, f.lot_id
    FROM wanted w JOIN free f USING (material_id, plant_id) WHERE f.place <= %(each)s
    UNION
    SELECT w.order_id, w.line, w.material_id, w.plant_id, o.lot_id
    FROM wanted w JOIN own o USING (order_id, material_id)
), ranked AS (
    SELECT d.order_id, d.line, t.code, t.expires_on, t.free + coalesce(o.held, 0) AS quantity,
           row_number() OVER (PARTITION BY d.order_id, d.line
               ORDER BY o.held IS NULL, t.expires_on NULLS LAST, t.walk, t.account) AS place
    FROM offered d
    JOIN lots t USING (material_id, plant_id, lot_id)
    LEFT JOIN own o USING (order_id, material_id, lot_id)
)
SELECT order_id AS order, line, code, expires_on, quantity
FROM ranked WHERE place <= %(each)s
ORDER BY order_id, line, place
