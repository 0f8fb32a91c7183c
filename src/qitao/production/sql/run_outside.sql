-- Let paused operations of an order run again whose pieces are at suppliers, or only one of them.
-- index: production_operation_sequence, production_dispatch_of
-- The days there are their working time, and no machine of ours is busy with them.
WITH begun AS (
    UPDATE production_orderoperation p
    SET state = 'running', running_since = %(at)s::timestamptz
    WHERE p.order_id = %(order)s::bigint AND p.state = 'paused' AND p.outsourced_to_id IS NOT NULL
      AND (%(operation)s::bigint IS NULL OR p.id = %(operation)s::bigint)
      AND EXISTS (SELECT FROM production_outside d WHERE d.operation_id = p.id AND d.open > 0)
    RETURNING p.id
)
INSERT INTO production_workperiod (operation_id, kind, started_at)
SELECT id, %(kind)s::text, %(at)s::timestamptz FROM begun
