-- The backflushed material lines that an operation consumes, with the pieces that were told since
-- its first backflush, this report included, and what was taken for them.
-- index: production_orderoperation_pkey, production_material_line, production_report_operation, production_requisition_report, stock_movement_once
-- Pieces that another system reported before took their material there; what went back with a
-- report that was undone was not taken.
WITH begun AS MATERIALIZED (
    SELECT r.id, q.id AS requisition, q.kind
    FROM production_report r
    JOIN production_requisition q ON q.report_id = r.id
    WHERE r.operation_id = %(operation)s::bigint
)
SELECT om.id, om.line, om.material_id AS material, m.code, m.name, m.name_en,
       u.name AS unit,
       coalesce(nullif(u.name_en, ''), u.code) AS unit_en, m.lot_tracked,
       m.serial_tracked, om.operation_sequence, om.per_unit, om.required, om.issued, om.returned,
       om.backflush, om.substitute_for_id AS substitute_for, u.decimals, d.made, coalesce((
           SELECT sum(CASE WHEN b.kind = 'return' THEN -s.quantity ELSE s.quantity END)
           FROM begun b
           JOIN stock_movement s ON s.posting_key = 'requisition:' || b.requisition
               AND s.document_line = om.line AND s.material_id = om.material_id), 0) AS taken
FROM production_orderoperation p
JOIN production_ordermaterial om ON om.order_id = p.order_id AND om.backflush
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
CROSS JOIN LATERAL (
    SELECT sum(r.good + r.scrap + r.rework) AS made
    FROM production_report r
    WHERE r.operation_id = p.id AND NOT r.is_rework
      AND r.id >= coalesce((SELECT min(b.id) FROM begun b), %(report)s::bigint)
) d
WHERE p.id = %(operation)s::bigint
  AND coalesce(om.operation_sequence, (
      SELECT max(q.sequence) FROM production_orderoperation q WHERE q.order_id = p.order_id
  )) = p.sequence
ORDER BY om.line LIMIT 1000
