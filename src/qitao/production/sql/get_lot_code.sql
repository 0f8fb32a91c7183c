-- The lot code that an order was given.
-- index: production_workorder_pkey
SELECT lot_code FROM production_workorder WHERE id = %(order)s::bigint
