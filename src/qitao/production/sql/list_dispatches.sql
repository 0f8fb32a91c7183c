-- What was sent out of an order or an operation, the newest first.
-- index: production_operation_sequence, production_dispatch_of
-- plan: custom
SELECT d.id, d.operation_id AS operation, p.sequence, p.name AS operation_name,
       p.name_en AS operation_name_en,
       d.partner_id AS partner, s.name AS partner_name, d.quantity, coalesce(v.back, 0) AS back,
       coalesce(v.open, 0) AS open, d.expected_on, coalesce(d.slip, '') AS slip, d.note,
       d.happened_at, v.id IS NULL AS undone
FROM production_orderoperation p
JOIN production_dispatch d ON d.operation_id = p.id AND d.reverses_id IS NULL
JOIN catalog_partner s ON s.id = d.partner_id
LEFT JOIN production_outside v ON v.id = d.id
WHERE p.order_id = %(order)s::bigint
  AND (%(operation)s::bigint IS NULL OR p.id = %(operation)s::bigint)
ORDER BY d.id DESC
LIMIT %(limit)s::int
