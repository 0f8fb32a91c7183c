-- Accounts whose balance or version is not what their entries add up to.
-- index: none (reads all entries once)
SELECT a.id AS account, m.code AS material_code, c.code AS location_code, a.quantity,
       coalesce(e.total, 0) AS ledger, a.version, coalesce(e.last, 0) AS last_version
FROM stock_account a
JOIN catalog_material m ON m.id = a.material_id
JOIN catalog_location c ON c.id = a.location_id
LEFT JOIN (
    SELECT account_id, sum(delta) AS total, max(version) AS last
    FROM stock_entry GROUP BY account_id
) e ON e.account_id = a.id
WHERE a.quantity <> coalesce(e.total, 0) OR a.version <> coalesce(e.last, 0)
ORDER BY a.id LIMIT %(limit)s
