-- Write a report, add it to its operation and order.
-- index: production_orderoperation_pkey, production_workorder_pkey
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
        rework = greatest(p.rework + %(rework)s::numeric
                 - CASE WHEN %(is_rework)s::boolean THEN %(good)s::numeric + %(scrap)s::numeric
                        ELSE 0 END, 0)
    WHERE p.id = %(operation)s::bigint
), summed AS (
    UPDATE production_workorder o
    SET scrap = o.scrap + %(scrap)s::numeric,
        good = o.good + CASE WHEN %(is_last)s::boolean THEN %(good)s::numeric ELSE 0 END
    WHERE o.id = %(order)s::bigint
)
SELECT id FROM report
