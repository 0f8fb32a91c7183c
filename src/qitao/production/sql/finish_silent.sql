-- Finish the operations that tell no figures and that a finished one shows to be done.
-- index: production_operation_sequence, production_orderoperation_pkey, production_period_operation
-- One that still waits for its inspection, or has pieces at a supplier, is for people to finish.
WITH ended AS (
    UPDATE production_orderoperation p
    SET state = 'finished', running_since = NULL, finished_at = %(at)s::timestamptz
    FROM production_stages(%(order)s::bigint) s, production_stages(%(order)s::bigint) f
    WHERE f.id = %(operation)s::bigint AND p.id = s.id AND p.state <> 'finished'
      AND NOT s.reporting_point AND (s.stage <= f.stage OR f.is_last)
      AND NOT (p.inspection_required AND p.state = 'waiting')
      AND NOT EXISTS (SELECT FROM production_outside d WHERE d.operation_id = p.id AND d.open > 0)
    RETURNING p.id
)
UPDATE production_workperiod w
SET ended_at = greatest(%(at)s::timestamptz, w.started_at)
FROM ended
WHERE w.operation_id = ended.id AND w.ended_at IS NULL
