-- Entries that do not follow the one before: a version left out, or a balance that does not add up.
-- index: stock_entry_pkey
SELECT n.account_id AS account, n.version, n.previous_version, n.delta, n.previous_balance,
       n.balance_after
FROM (
    SELECT e.account_id, e.version, e.delta, e.balance_after,
           lag(e.version, 1, 0::bigint) OVER w AS previous_version,
           lag(e.balance_after, 1, 0::numeric) OVER w AS previous_balance
    FROM stock_entry e WINDOW w AS (PARTITION BY e.account_id ORDER BY e.version)
) n
WHERE n.version <> n.previous_version + 1 OR n.balance_after <> n.previous_balance + n.delta
ORDER BY n.account_id, n.version LIMIT %(limit)s
