-- What a person typed into a box: lots by the beginning of their code, and those of materials.
-- index: stock_lot_code, stock_lot_code_once, stock_account_lot
-- plan: custom
WITH hits AS (
    (SELECT id, 0 AS rank FROM stock_lot
     WHERE starts_with(code, %(typed)s::text)
     ORDER BY code LIMIT %(looked_at)s::int)
    UNION ALL
    (SELECT o.id, 1 FROM stock_lot o
     WHERE o.material_id = ANY (%(materials)s::bigint[])
     ORDER BY o.material_id, o.code LIMIT %(looked_at)s::int)
), shown AS (
    SELECT h.id, min(h.rank) AS rank, sum(a.quantity) AS on_hand
    FROM hits h
    LEFT JOIN stock_account a ON a.lot_id = h.id
    LEFT JOIN catalog_location c ON c.id = a.location_id
    WHERE %(plants)s::bigint[] IS NULL OR c.plant_id = ANY (%(plants)s::bigint[])
    GROUP BY h.id
)
SELECT o.id, o.code, m.name AS material_name, m.name_en AS material_name_en, u.code AS unit,
       coalesce(s.on_hand, 0) AS on_hand
FROM shown s
JOIN stock_lot o ON o.id = s.id
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
ORDER BY s.rank, o.code, o.id
LIMIT %(limit)s::int
