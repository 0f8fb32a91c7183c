-- Put stock aside for a few demands, in their order.
-- index: stock_account_key, stock_reservation_once
SELECT reserved, complete, short
FROM stock_reserve_few_v1(%(holder_types)s, %(holder_ids)s, %(holder_lines)s, %(materials)s,
    %(plants)s, %(locations)s, %(lots)s, %(quantities)s, %(whole)s, %(at)s)
