-- Change an unreleased order.
-- index: production_workorder_pkey
UPDATE production_workorder
SET quantity = %(quantity)s::numeric, due_on = %(due_on)s::date,
    note = coalesce(%(note)s::text, note)
WHERE id = %(order)s::bigint
