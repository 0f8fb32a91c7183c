-- Put an order on hold; it remembers where it stood.
-- index: production_workorder_pkey
UPDATE production_workorder
SET held_from = state, state = 'on_hold', hold_reason = %(reason)s::text,
    state_since = %(at)s::timestamptz
WHERE id = %(order)s::bigint
