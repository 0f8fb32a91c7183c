-- How many pieces of an operation were already taken on, by those after it or the store.
-- index: production_workorder_pkey, production_operation_sequence
SELECT CASE WHEN NOT t.reporting_point THEN 0 WHEN t.is_last THEN o.received ELSE coalesce((
    SELECT max(n.taken + coalesce((
        SELECT sum(d.open) FROM production_outside d WHERE d.operation_id = n.id), 0))
    FROM production_stages(o.id) n WHERE n.reporting_point AND n.stage = t.next_stage), 0) END
FROM production_workorder o
CROSS JOIN LATERAL production_stages(o.id) t
WHERE o.id = %(order)s::bigint AND t.id = %(operation)s::bigint
