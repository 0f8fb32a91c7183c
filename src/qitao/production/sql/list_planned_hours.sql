-- What is planned by hour: each order's quantity, spread evenly over its planned time.
-- index: production_order_planned
-- plan: custom
-- At a work centre: the quantity of its operations, over the same time of their orders.
WITH planned AS (
    SELECT o.planned_start AS begins, o.planned_end AS ends,
           CASE WHEN %(work_centre)s::bigint IS NULL THEN o.quantity ELSE (
               SELECT sum(r.quantity) FROM production_orderoperation r
               WHERE r.order_id = o.id AND r.work_centre_id = %(work_centre)s::bigint) END
               AS quantity
    FROM production_workorder o
    WHERE o.planned_end > %(since)s::timestamptz AND o.planned_start < %(until)s::timestamptz
      AND o.planned_end > o.planned_start AND o.state NOT IN ('cancelled', 'on_hold')
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
)
SELECT h.hour,
       round(sum(w.quantity
                 * extract(epoch FROM least(w.ends, h.hour + interval '1 hour')
                                      - greatest(w.begins, h.hour))
                 / extract(epoch FROM w.ends - w.begins)), 6) AS quantity
FROM planned w
CROSS JOIN LATERAL generate_series(
    %(since)s::timestamptz + greatest(0, floor(
        extract(epoch FROM w.begins - %(since)s::timestamptz) / 3600)) * interval '1 hour',
    least(w.ends, %(until)s::timestamptz) - interval '1 microsecond',
    interval '1 hour') AS h (hour)
WHERE w.quantity > 0
GROUP BY h.hour ORDER BY h.hour LIMIT 1000
