-- How many pieces of an operation were already taken on, by the next one or the store.
-- index: production_workorder_pkey, production_operation_sequence
SELECT CASE WHEN %(is_last)s::boolean THEN o.received ELSE coalesce((
    SELECT max(n.good + n.scrap + n.rework + coalesce((
        SELECT sum(d.open) FROM production_outside d WHERE d.operation_id = n.id), 0)) FROM production_orderoperation n
    WHERE n.order_id = o.id AND n.reporting_point AND n.sequence = (
        SELECT min(q.sequence) FROM production_orderoperation q
        WHERE q.order_id = o.id AND q.reporting_point AND q.sequence > p.sequence
    )), 0) END
FROM production_workorder o
JOIN production_orderoperation p ON p.id = %(operation)s::bigint
WHERE o.id = %(order)s::bigint
