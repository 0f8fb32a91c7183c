-- Freeze an order's materials and routing.
-- index: production_workorder_pkey
UPDATE production_workorder SET frozen_at = %(at)s::timestamptz WHERE id = %(order)s::bigint
