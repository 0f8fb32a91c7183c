-- The family of a lot: every step from one lot to the next, backward to what it was made of or
-- forward to what it went into.
-- index: stock_movement_lot, stock_movement_document, stock_account_lot
WITH RECURSIVE family AS (
    SELECT %(lot)s::bigint AS lot
    UNION
    SELECT e.next_lot FROM family f
    CROSS JOIN LATERAL stock_lot_edges_v1(f.lot, %(forward)s::boolean) e
    WHERE %(plants)s::bigint[] IS NULL OR EXISTS (
        SELECT FROM stock_account a JOIN catalog_location c ON c.id = a.location_id
        WHERE a.lot_id = e.next_lot AND c.plant_id = ANY (%(plants)s::bigint[]))
)
SELECT f.lot AS via, e.next_lot AS lot, o.code AS lot_code, o.material_id AS material,
       m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en, e.document_type, e.document_id, e.quantity,
       u.code AS unit
FROM (SELECT lot FROM family LIMIT %(limit)s) f
CROSS JOIN LATERAL stock_lot_edges_v1(f.lot, %(forward)s::boolean) e
JOIN stock_lot o ON o.id = e.next_lot
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE e.next_lot IN (SELECT lot FROM family)
ORDER BY f.lot, e.next_lot
LIMIT %(limit)s
