-- The backflushed material lines that an operation consumes.
-- index: production_orderoperation_pkey, production_material_line
SELECT om.id, om.line, om.material_id AS material, m.code, m.name, u.code AS unit, m.lot_tracked,
       m.serial_tracked, om.operation_sequence, om.per_unit, om.required, om.issued, om.returned,
       om.backflush, om.substitute_for_id AS substitute_for
FROM production_orderoperation p
JOIN production_ordermaterial om ON om.order_id = p.order_id AND om.backflush
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE p.id = %(operation)s::bigint
  AND coalesce(om.operation_sequence, (
      SELECT max(q.sequence) FROM production_orderoperation q WHERE q.order_id = p.order_id
  )) = p.sequence
ORDER BY om.line LIMIT 1000
