-- Places where the single pieces do not number what the balance says.
-- index: none (reads all single pieces once)
SELECT b.material_id AS material, b.location_id AS location, b.lot_id AS lot, b.status, b.quantity,
       b.pieces
FROM (
    SELECT x.material_id, x.location_id, nullif(x.lot, 0) AS lot_id, x.status,
           sum(x.quantity) AS quantity, sum(x.pieces) AS pieces
    FROM (
        SELECT a.material_id, a.location_id, coalesce(a.lot_id, 0) AS lot, a.status, a.quantity,
               0 AS pieces
        FROM stock_account a JOIN catalog_material m ON m.id = a.material_id AND m.serial_tracked
        UNION ALL
        SELECT n.material_id, n.location_id, coalesce(n.lot_id, 0), n.status, 0, 1
        FROM stock_serial n WHERE n.location_id IS NOT NULL
    ) x
    GROUP BY x.material_id, x.location_id, x.lot, x.status
) b
WHERE b.quantity <> b.pieces
ORDER BY 1, 2 LIMIT %(limit)s
