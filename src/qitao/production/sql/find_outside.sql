-- What of an order or of one operation is at suppliers, all of it in one row; none where nothing is.
-- index: production_operation_sequence, production_orderoperation_pkey, production_dispatch_of
-- plan: custom
SELECT sum(v.open) AS open, array_agg(DISTINCT s.name ORDER BY s.name) AS partners,
       min(v.expected_on) AS due, min(v.happened_at) AS since,
       (array_agg(p.name ORDER BY p.sequence))[1] AS operation_name,
       (array_agg(p.name_en ORDER BY p.sequence))[1] AS operation_name_en
FROM production_orderoperation p
JOIN production_outside v ON v.operation_id = p.id AND v.open > 0
JOIN catalog_partner s ON s.id = v.partner_id
WHERE p.order_id = %(order)s::bigint
  AND (%(operation)s::bigint IS NULL OR p.id = %(operation)s::bigint)
HAVING count(*) > 0
