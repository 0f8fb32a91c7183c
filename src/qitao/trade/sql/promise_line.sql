-- Note on which day a line is promised now.
-- index: trade_purchase_line_pkey
UPDATE trade_purchase_line SET expected_on = %(expected_on)s::date
WHERE id = %(line)s::bigint AND expected_on IS DISTINCT FROM %(expected_on)s::date
