-- Movements whose entries are not exactly their legs: out of the source, into the target; and
-- entries of no movement. A leg in a virtual location keeps no entry.
-- index: none (reads all movements and entries once)
SELECT coalesce(l.movement_id, e.movement_id) AS movement,
       coalesce(l.account_id, e.account_id) AS account, l.delta AS expected, e.delta AS entered
FROM (
    SELECT v.id AS movement_id, a.id AS account_id, x.delta
    FROM stock_movement v
    CROSS JOIN LATERAL (
        VALUES (v.source_id, v.source_status, -v.quantity), (v.target_id, v.target_status, v.quantity)
    ) AS x (location_id, status, delta)
    JOIN catalog_location c ON c.id = x.location_id AND stock_is_real(c.kind)
    LEFT JOIN stock_account a ON a.material_id = v.material_id AND a.location_id = x.location_id
        AND coalesce(a.lot_id, 0) = coalesce(v.lot_id, 0) AND a.status = x.status
) l
FULL JOIN stock_entry e ON e.movement_id = l.movement_id AND e.account_id = l.account_id
WHERE l.delta IS DISTINCT FROM e.delta
ORDER BY 1, 2 LIMIT %(limit)s
