-- The operations before this one that require an inspection.
-- index: production_operation_sequence, production_orderoperation_pkey
SELECT b.id
FROM production_orderoperation p
JOIN production_orderoperation b ON b.order_id = p.order_id AND b.sequence < p.sequence
WHERE p.id = %(operation)s::bigint AND b.inspection_required
ORDER BY b.sequence LIMIT 100
