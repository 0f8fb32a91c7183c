-- Accounts of the latest closed periods whose entries no longer add up to the frozen snapshot.
-- index: none (reads all entries once)
WITH last AS MATERIALIZED (
    SELECT DISTINCT ON (p.plant_id) p.id, p.plant_id, p.closings, p.ends_at
    FROM stock_period p WHERE p.state = 'closed' ORDER BY p.plant_id, p.ends_at DESC
), ledger AS (
    SELECT l.id AS period_id, a.id AS account_id, sum(e.delta) AS total, count(*) AS entries
    FROM last l
    JOIN catalog_location c ON c.plant_id = l.plant_id
    JOIN stock_account a ON a.location_id = c.id
    JOIN stock_entry e ON e.account_id = a.id AND e.happened_at < l.ends_at
    GROUP BY l.id, a.id
), frozen AS (
    SELECT s.period_id, s.account_id, s.quantity, s.entries
    FROM last l JOIN stock_snapshot s ON s.period_id = l.id AND s.closing = l.closings
)
SELECT period_id AS period, account_id AS account, coalesce(f.quantity, 0) AS frozen,
       coalesce(g.total, 0) AS ledger
FROM frozen f FULL JOIN ledger g USING (period_id, account_id)
WHERE coalesce(f.quantity, 0) <> coalesce(g.total, 0)
   OR coalesce(f.entries, 0) <> coalesce(g.entries, 0)
ORDER BY 1, 2 LIMIT %(limit)s
