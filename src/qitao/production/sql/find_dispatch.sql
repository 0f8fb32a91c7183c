-- A dispatch with what of it has come back.
-- index: production_dispatch_pkey
SELECT d.id, d.operation_id AS operation, d.partner_id AS partner, s.name AS partner_name,
       d.quantity, d.expected_on, coalesce(v.back, 0) AS back, coalesce(v.open, 0) AS open,
       v.id IS NULL AS undone
FROM production_dispatch d
JOIN catalog_partner s ON s.id = d.partner_id
LEFT JOIN production_outside v ON v.id = d.id
WHERE d.id = %(dispatch)s::bigint AND d.reverses_id IS NULL
