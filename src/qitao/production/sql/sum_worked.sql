-- For how long at least one operation of an order was at work, up to now.
-- index: production_operation_sequence, production_period_operation
SELECT coalesce(sum(upper(r) - lower(r)), '0') AS worked
FROM (
    SELECT unnest(range_agg(tstzrange(p.started_at, coalesce(p.ended_at, %(at)s::timestamptz)))) AS r
    FROM production_orderoperation q
    JOIN production_workperiod p ON p.operation_id = q.id AND p.started_at < %(at)s::timestamptz
    WHERE q.order_id = %(order)s::bigint
) stretches
