-- What lay in each account of a plant at a moment of business time: the last closed period's
-- snapshot before it plus the entries since.
-- index: stock_period_end_once, stock_snapshot_pkey, stock_entry_happened_at
-- plan: custom
WITH base AS MATERIALIZED (
    SELECT p.id, p.closings, p.ends_at FROM stock_period p
    WHERE p.plant_id = %(plant)s::bigint AND p.state = 'closed'
      AND p.ends_at <= %(at)s::timestamptz
    ORDER BY p.ends_at DESC LIMIT 1
), since AS (
    SELECT coalesce((SELECT ends_at FROM base), '-infinity') AS at
)
SELECT a.id AS account, a.material_id AS material, a.location_id AS location, a.lot_id AS lot,
       a.status, sum(x.quantity) AS quantity
FROM (
    SELECT s.account_id, s.quantity FROM stock_snapshot s
    JOIN base ON s.period_id = base.id AND s.closing = base.closings
    UNION ALL
    SELECT e.account_id, e.delta FROM stock_entry e
    WHERE e.happened_at >= (SELECT at FROM since) AND e.happened_at <= %(at)s::timestamptz
) x
JOIN stock_account a ON a.id = x.account_id
JOIN catalog_location c ON c.id = a.location_id AND c.plant_id = %(plant)s::bigint
WHERE %(material)s::bigint IS NULL OR a.material_id = %(material)s::bigint
GROUP BY a.id HAVING sum(x.quantity) <> 0
ORDER BY a.material_id, a.location_id, a.id
LIMIT %(limit)s
