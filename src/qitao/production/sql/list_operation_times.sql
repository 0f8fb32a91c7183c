-- Since when each operation of an order could begin, and how long it waited, was worked on, took.
-- index: production_operation_sequence, production_report_operation, production_period_operation
-- It could begin at the release, or once all operations just before had made a good piece. What is
-- finished without a start waited until then.
WITH staged AS MATERIALIZED (
    SELECT * FROM production_stages(%(order)s::bigint)
), first_good AS MATERIALIZED (
    SELECT s.id, s.stage, min(r.happened_at) AS at
    FROM staged s
    LEFT JOIN production_report r ON r.operation_id = s.id AND r.good > 0
        AND r.reverses_id IS NULL
        AND NOT EXISTS (SELECT FROM production_report u WHERE u.reverses_id = r.id)
    WHERE s.reporting_point
    GROUP BY s.id, s.stage
), begun AS (
    SELECT p.id, p.started_at, p.finished_at, p.sequence,
           CASE WHEN o.state NOT IN ('closed', 'cancelled') THEN %(at)s::timestamptz END AS until,
           least(p.started_at, p.finished_at, CASE WHEN b.stage IS NULL THEN o.released_at ELSE b.at END)
               AS ready_at
    FROM production_orderoperation p
    JOIN production_workorder o ON o.id = p.order_id
    JOIN staged s ON s.id = p.id
    LEFT JOIN LATERAL (
        SELECT f.stage, CASE WHEN bool_and(f.at IS NOT NULL) THEN max(f.at) END AS at
        FROM first_good f WHERE f.stage < s.stage
        GROUP BY f.stage ORDER BY f.stage DESC LIMIT 1
    ) b ON true
    WHERE p.order_id = %(order)s::bigint
)
SELECT b.id AS operation, b.ready_at,
       extract(epoch FROM coalesce(b.started_at, b.finished_at, b.until) - b.ready_at)::float
           AS waited_seconds,
       coalesce(w.seconds, 0)::float AS worked_seconds,
       extract(epoch FROM coalesce(b.finished_at, b.until) - b.ready_at)::float AS total_seconds,
       b.finished_at
FROM begun b
LEFT JOIN LATERAL (
    SELECT sum(extract(epoch FROM coalesce(x.ended_at, %(at)s::timestamptz) - x.started_at))
        AS seconds
    FROM production_workperiod x WHERE x.operation_id = b.id
) w ON true
ORDER BY b.sequence
LIMIT 200
