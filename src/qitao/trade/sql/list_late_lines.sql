-- What approved purchase orders should have brought by a day and did not, the latest first.
-- index: trade_purchase_state, trade_purchase_line_once
SELECT o.id AS "order", o.number, p.name AS partner_name, l.material_id AS material, m.code,
       m.name, m.name_en, u.code AS unit, l.ordered - l.received AS rest, l.expected_on
FROM trade_purchase_order o
JOIN trade_purchase_line l ON l.order_id = o.id
JOIN catalog_partner p ON p.id = o.partner_id
JOIN catalog_material m ON m.id = l.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND o.state = 'approved' AND l.received < l.ordered AND l.expected_on < %(day)s::date
ORDER BY l.expected_on, l.id
LIMIT %(limit)s::int
