-- Cancel an order.
-- index: production_workorder_pkey
UPDATE production_workorder
SET state = 'cancelled', held_from = NULL, hold_reason = %(reason)s::text,
    state_since = %(at)s::timestamptz, closed_at = %(at)s::timestamptz
WHERE id = %(order)s::bigint
