-- Pause or finish an operation and close its open periods of work.
-- index: production_orderoperation_pkey, production_period_operation
WITH ended AS (
    UPDATE production_orderoperation
    SET state = %(state)s::text, running_since = NULL,
        finished_at = CASE WHEN %(state)s::text = 'finished' THEN %(at)s::timestamptz END
    WHERE id = %(operation)s::bigint
)
UPDATE production_workperiod
SET ended_at = greatest(%(at)s::timestamptz, started_at)
WHERE operation_id = %(operation)s::bigint AND ended_at IS NULL
