-- Write a report, add it to its operation and order, and finish the operation where that is asked.
-- An order has made what every one of its last operations has made.
-- index: production_orderoperation_pkey, production_workorder_pkey, production_period_operation
WITH report AS (
    INSERT INTO production_report
        (operation_id, good, scrap, rework, scrap_reason_id, is_rework, operator_id, machine_id,
         happened_at, slip, note, reverses_id)
    VALUES (%(operation)s::bigint, %(good)s::numeric, %(scrap)s::numeric, %(rework)s::numeric,
            %(scrap_reason)s::bigint, %(is_rework)s::boolean, %(operator)s::bigint,
            %(machine)s::bigint, %(happened_at)s::timestamptz, %(slip)s::text, %(note)s::text,
            %(reverses)s::bigint)
    RETURNING id
), counted AS (
    UPDATE production_orderoperation p
    SET good = p.good + %(good)s::numeric, scrap = p.scrap + %(scrap)s::numeric,
        rework = p.rework + %(rework)s::numeric
                 - CASE WHEN %(is_rework)s::boolean THEN %(good)s::numeric + %(scrap)s::numeric
                        ELSE 0 END,
        state = CASE WHEN %(finish)s::boolean THEN 'finished' ELSE p.state END,
        running_since = CASE WHEN NOT %(finish)s::boolean THEN p.running_since END,
        finished_at = CASE WHEN %(finish)s::boolean THEN %(happened_at)s::timestamptz
                           ELSE p.finished_at END
    WHERE p.id = %(operation)s::bigint
), ended AS (
    UPDATE production_workperiod w
    SET ended_at = greatest(%(happened_at)s::timestamptz, w.started_at)
    WHERE %(finish)s::boolean AND w.operation_id = %(operation)s::bigint AND w.ended_at IS NULL
), summed AS (
    UPDATE production_workorder o
    SET scrap = o.scrap + %(scrap)s::numeric,
        good = CASE WHEN NOT %(is_last)s::boolean THEN o.good ELSE coalesce((
            SELECT min(t.good + CASE WHEN t.id = %(operation)s::bigint THEN %(good)s::numeric
                                     ELSE 0 END)
            FROM production_stages(%(order)s::bigint) t
            WHERE t.is_last AND t.reporting_point), o.good) END
    WHERE o.id = %(order)s::bigint AND (%(is_last)s::boolean OR %(scrap)s::numeric <> 0)
)
SELECT id FROM report
