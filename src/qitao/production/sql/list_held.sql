-- Earlier operations whose inspections may hold some operations back; the rule decides.
-- index: production_orderoperation_pkey, production_operation_sequence, quality_inspection_source
SELECT p.id AS operation, b.id AS earlier
FROM production_orderoperation p
JOIN production_orderoperation b ON b.order_id = p.order_id AND b.sequence < p.sequence
WHERE p.id = ANY (%(operations)s::bigint[])
  AND EXISTS (SELECT FROM quality_inspection i
              WHERE i.source_type = 'order_operation' AND i.source_id = b.id
                AND i.blocking AND i.state IN ('open', 'failed'))
  AND (SELECT t.stage FROM production_stages(p.order_id) t WHERE t.id = b.id)
      < (SELECT t.stage FROM production_stages(p.order_id) t WHERE t.id = p.id)
ORDER BY p.id, b.sequence
