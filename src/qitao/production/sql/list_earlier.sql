-- The operations of the stages before an operation's.
-- index: production_orderoperation_pkey, production_operation_sequence
SELECT b.id
FROM production_orderoperation p
CROSS JOIN LATERAL production_stages(p.order_id) t
CROSS JOIN LATERAL production_stages(p.order_id) b
WHERE p.id = %(operation)s::bigint AND t.id = p.id AND b.stage < t.stage
ORDER BY b.stage, b.id LIMIT 1000
