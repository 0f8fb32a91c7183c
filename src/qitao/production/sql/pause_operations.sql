-- Pause what runs of an order and close its periods of work.
-- index: production_operation_sequence, production_period_running
WITH paused AS (
    UPDATE production_orderoperation SET state = 'paused', running_since = NULL
    WHERE order_id = %(order)s::bigint AND state = 'running'
    RETURNING id
)
UPDATE production_workperiod SET ended_at = greatest(%(at)s::timestamptz, started_at)
WHERE operation_id IN (SELECT id FROM paused) AND ended_at IS NULL
