-- Output of last operations by hour since a moment: by how much orders' good pieces grew.
-- index: production_report_happened, production_operation_sequence
-- plan: custom
-- Where the last operations run in parallel, a piece is made when the last of them has reported it:
-- an hour's output is the growth of their minimum, so that the hours add up to the orders' figure.
-- What is not a reporting point tells nothing; the last that does is the last.
WITH recent AS MATERIALIZED (
    SELECT p.order_id, p.id AS operation_id, p.parallel_group AS grouped,
           %(since)s::timestamptz
               + floor(extract(epoch FROM r.happened_at - %(since)s::timestamptz) / 3600)
               * interval '1 hour' AS hour, r.good, r.scrap
    FROM production_report r
    JOIN production_orderoperation p ON p.id = r.operation_id
    JOIN production_workorder o ON o.id = p.order_id
    WHERE r.happened_at >= %(since)s::timestamptz AND p.reporting_point
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
      AND NOT EXISTS (
          SELECT 1 FROM production_orderoperation n
          WHERE n.order_id = p.order_id AND n.sequence > p.sequence AND n.reporting_point
            AND (p.parallel_group IS NULL
                 OR EXISTS (SELECT 1 FROM production_orderoperation b
                            WHERE b.order_id = p.order_id AND b.sequence > p.sequence
                              AND b.sequence <= n.sequence
                              AND b.parallel_group IS DISTINCT FROM p.parallel_group)))
), hours AS (
    SELECT DISTINCT order_id, hour FROM recent WHERE grouped IS NOT NULL
), members AS (
    SELECT h.order_id, h.hour, t.id,
           t.good - coalesce(sum(x.good) FILTER (WHERE x.hour > h.hour), 0) AS after,
           t.good - coalesce(sum(x.good) FILTER (WHERE x.hour >= h.hour), 0) AS before
    FROM hours h
    JOIN LATERAL production_stages(h.order_id) t ON t.is_last AND t.reporting_point
    LEFT JOIN recent x ON x.operation_id = t.id
    GROUP BY h.order_id, h.hour, t.id, t.good
), grown AS (
    SELECT hour, min(after) - min(before) AS good FROM members GROUP BY order_id, hour
)
SELECT hour, sum(good) AS good, sum(scrap) AS scrap
FROM (SELECT hour, CASE WHEN grouped IS NULL THEN good ELSE 0 END AS good, scrap FROM recent
      UNION ALL
      SELECT hour, good, 0 FROM grown) told
GROUP BY 1 ORDER BY 1 LIMIT 1000
