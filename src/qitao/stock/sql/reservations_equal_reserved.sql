-- Accounts whose reserved quantity is not the sum of their reservations.
-- index: none (reads all reservations once)
SELECT coalesce(a.id, r.account_id) AS account, coalesce(a.reserved, 0) AS reserved,
       coalesce(r.total, 0) AS held
FROM stock_account a
FULL JOIN (
    SELECT account_id, sum(quantity) AS total FROM stock_reservation GROUP BY account_id
) r ON r.account_id = a.id
WHERE coalesce(a.reserved, 0) <> coalesce(r.total, 0)
ORDER BY 1 LIMIT %(limit)s
