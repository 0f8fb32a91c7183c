-- Freeze what lay in each account of the plant when the period ended: the snapshot of the period
-- before it plus the entries of this one.
-- index: stock_snapshot_pkey, stock_entry_happened_at
INSERT INTO stock_snapshot (period_id, closing, account_id, quantity, entries)
SELECT %(period)s::bigint, %(closing)s::int, a.id,
       coalesce(s.quantity, 0) + coalesce(e.delta, 0), coalesce(s.entries, 0) + coalesce(e.count, 0)
FROM stock_account a
JOIN catalog_location c ON c.id = a.location_id AND c.plant_id = %(plant)s::bigint
LEFT JOIN (
    SELECT n.account_id, n.quantity, n.entries
    FROM stock_period p JOIN stock_snapshot n ON n.period_id = p.id AND n.closing = p.closings
    WHERE p.plant_id = %(plant)s::bigint AND p.ends_at = %(starts_at)s::timestamptz
) s ON s.account_id = a.id
LEFT JOIN (
    SELECT n.account_id, sum(n.delta) AS delta, count(*) AS count FROM stock_entry n
    WHERE n.happened_at < %(ends_at)s::timestamptz
      AND (%(starts_at)s::timestamptz IS NULL OR n.happened_at >= %(starts_at)s::timestamptz)
    GROUP BY n.account_id
) e ON e.account_id = a.id
WHERE s.account_id IS NOT NULL OR e.account_id IS NOT NULL
