-- What else the documents moved that a piece passed through: parts it was made of, products it went into.
-- index: stock_movement_serial, stock_movement_document
SELECT DISTINCT p.kind = 'issue' AS forward, p.document_type, p.document_id,
       n.id AS serial, coalesce(n.code, '') AS serial_code, o.id AS lot,
       coalesce(o.code, '') AS lot_code, m.code AS material_code, m.name AS material_name,
       m.name_en AS material_name_en,
       u.code AS unit, sum(x.quantity) OVER (PARTITION BY p.id, x.kind, x.material_id, x.lot_id,
                                                         x.serial_id) AS quantity
FROM stock_movement p
JOIN catalog_location l ON l.id = p.source_id
    AND (%(plants)s::bigint[] IS NULL OR l.plant_id = ANY (%(plants)s::bigint[]))
JOIN stock_movement x ON x.document_type = p.document_type AND x.document_id = p.document_id
    AND x.kind = CASE p.kind WHEN 'issue' THEN 'output' ELSE 'issue' END
    AND NOT EXISTS (SELECT FROM stock_movement v WHERE v.reverses_id = x.id)
    AND (x.serial_id IS NULL OR x.kind = 'output' OR NOT EXISTS (
        SELECT FROM stock_movement v WHERE v.serial_id = x.serial_id AND v.id > x.id))
JOIN catalog_material m ON m.id = x.material_id
JOIN catalog_unit u ON u.id = m.unit_id
LEFT JOIN stock_lot o ON o.id = x.lot_id
LEFT JOIN stock_serial n ON n.id = x.serial_id
WHERE p.serial_id = %(serial)s::bigint AND p.kind IN ('issue', 'output')
  AND (x.serial_id IS NOT NULL OR x.lot_id IS NOT NULL)
  AND NOT EXISTS (SELECT FROM stock_movement v WHERE v.reverses_id = p.id)
  AND NOT EXISTS (SELECT FROM stock_movement v WHERE p.kind = 'issue' AND v.kind = 'return'
                  AND v.serial_id = p.serial_id AND v.id > p.id
                  AND v.document_id = p.document_id AND v.document_type = p.document_type)
ORDER BY 1, 2, 3, material_code, serial_code, lot_code
LIMIT %(limit)s
