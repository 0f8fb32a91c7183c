-- Take an order off hold, to where it stood.
-- index: production_workorder_pkey
UPDATE production_workorder
SET state = held_from, held_from = NULL, hold_reason = '', state_since = %(at)s::timestamptz
WHERE id = %(order)s::bigint AND held_from IS NOT NULL
