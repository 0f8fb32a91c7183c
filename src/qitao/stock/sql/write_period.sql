-- Write a closed period, or close it again.
-- index: stock_period_end_once
INSERT INTO stock_period (plant_id, starts_at, ends_at, state, changed_at, changed_by)
VALUES (%(plant)s, %(starts_at)s::timestamptz, %(ends_at)s::timestamptz, 'closed', now(), %(actor)s)
ON CONFLICT (plant_id, ends_at) DO UPDATE
SET state = 'closed', closings = stock_period.closings + 1, changed_at = now(),
    changed_by = excluded.changed_by
RETURNING id, closings
