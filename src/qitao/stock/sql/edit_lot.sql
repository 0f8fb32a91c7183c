-- Change what may be learnt later about a lot.
-- index: stock_lot_pkey
UPDATE stock_lot
SET expires_on = %(expires_on)s::date, supplier_code = %(supplier_code)s, note = %(note)s
WHERE id = %(lot)s::bigint
