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
), past AS (
    SELECT x.account_id, sum(x.quantity) AS quantity
    FROM (
        SELECT s.account_id, s.quantity FROM stock_snapshot s
        JOIN base ON s.period_id = base.id AND s.closing = base.closings
        UNION ALL
        SELECT e.account_id, e.delta FROM stock_entry e
        WHERE e.happened_at >= (SELECT at FROM since) AND e.happened_at <= %(at)s::timestamptz
    ) x
    GROUP BY x.account_id HAVING sum(x.quantity) <> 0
)
SELECT a.id, a.id AS account, a.material_id AS material, m.code AS material_code,
       m.name AS material_name, m.name_en AS material_name_en, m.spec, u.code AS unit,
       a.location_id AS location, c.code AS location_code, c.name AS location_name,
       c.name_en AS location_name_en,
       a.lot_id AS lot, coalesce(o.code, '') AS lot_code, a.status, x.quantity,
       a.quantity AS quantity_now
FROM past x
JOIN stock_account a ON a.id = x.account_id
JOIN catalog_location c ON c.id = a.location_id AND c.plant_id = %(plant)s::bigint
JOIN catalog_material m ON m.id = a.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN stock_lot o ON o.id = a.lot_id
WHERE (%(material)s::bigint IS NULL OR a.material_id = %(material)s::bigint)
  AND (%(search)s::text IS NULL OR m.search_text LIKE ALL (%(patterns)s::text[]))
