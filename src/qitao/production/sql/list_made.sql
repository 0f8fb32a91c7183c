-- What orders make, and how much of it.
-- index: production_workorder_pkey, production_waiver_once
SELECT o.id AS order, m.code AS material_code, m.name, m.name_en, o.quantity, u.name AS unit,
       EXISTS (SELECT FROM production_gatewaiver w
               WHERE w.order_id = o.id AND w.gate = 'kit') AS waived
FROM production_workorder o
JOIN catalog_material m ON m.id = o.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE o.id = ANY (%(orders)s::bigint[])
