-- Lock one order.
-- index: production_workorder_pkey
SELECT id FROM production_workorder WHERE id = %(order)s::bigint FOR NO KEY UPDATE
