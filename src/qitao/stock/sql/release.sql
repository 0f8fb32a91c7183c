-- Give back what holders have put aside.
-- index: stock_reservation_once, stock_account_pkey
SELECT released, plants FROM stock_release_v1(%(holder_types)s, %(holder_ids)s, %(holder_lines)s)
