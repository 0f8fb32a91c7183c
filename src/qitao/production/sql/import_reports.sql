-- Write reports of another system once each, and add them to their operations and orders.
-- The caller has locked the orders: what each of them has made is summed as it stands.
-- What another system reworked it never announced: it came into rework and left it by one report.
-- index: production_report_slip_key, production_workorder_number_key, production_operation_sequence
-- plan: custom
WITH wanted AS MATERIALIZED (
    SELECT w.*, p.id AS operation, p.order_id
    FROM unnest(%(slips)s::text[], %(numbers)s::text[], %(sequences)s::int[],
                %(good)s::numeric[], %(scrap)s::numeric[], %(reasons)s::bigint[],
                %(reworks)s::boolean[], %(kinds)s::text[], %(operators)s::bigint[],
                %(machines)s::bigint[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
                %(notes)s::text[])
         AS w (slip, number, sequence, good, scrap, reason, rework, kind, operator, machine,
               started_at, ended_at, note)
    JOIN production_workorder o ON o.number = w.number
    JOIN production_orderoperation p ON p.order_id = o.id AND p.sequence = w.sequence
), written AS (
    INSERT INTO production_report
        (operation_id, good, scrap, rework, scrap_reason_id, is_rework, operator_id, machine_id,
         happened_at, slip, note)
    SELECT operation, good, scrap, CASE WHEN rework THEN good + scrap ELSE 0 END, reason, rework, operator, machine,
           coalesce(ended_at, %(at)s::timestamptz), slip, note
    FROM wanted
    ON CONFLICT (slip) DO NOTHING
    RETURNING slip
), fresh AS (
    SELECT w.* FROM wanted w JOIN written USING (slip)
), periods AS (
    INSERT INTO production_workperiod
        (operation_id, kind, machine_id, operator_id, started_at, ended_at)
    SELECT operation, kind, machine, operator, started_at, greatest(ended_at, started_at)
    FROM fresh WHERE started_at IS NOT NULL
), counted AS (
    UPDATE production_orderoperation p
    SET good = p.good + f.good, scrap = p.scrap + f.scrap,
        state = CASE WHEN p.state = 'waiting' THEN 'paused' ELSE p.state END,
        started_at = least(p.started_at, f.started_at)
    FROM (SELECT operation, sum(good) AS good, sum(scrap) AS scrap, min(started_at) AS started_at
          FROM fresh GROUP BY operation) f
    WHERE p.id = f.operation
    RETURNING p.id, p.good
), summed AS (
    UPDATE production_workorder o
    SET scrap = o.scrap + f.scrap, good = coalesce((
            SELECT min(coalesce(c.good, t.good))
            FROM production_stages(o.id) t LEFT JOIN counted c ON c.id = t.id
            WHERE t.is_last AND t.reporting_point), o.good)
    FROM (SELECT order_id, sum(scrap) AS scrap FROM fresh GROUP BY order_id) f
    WHERE o.id = f.order_id
)
SELECT count(*)::int FROM fresh
