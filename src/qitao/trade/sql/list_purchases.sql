-- A page of purchase lines, newest first.
-- index: trade_purchase_line_pkey
-- plan: custom
SELECT l.id, o.id AS order, o.number, o.plant_id AS plant, p.code AS partner_code,
       p.name AS partner_name, o.state, o.ordered_on, l.line, l.material_id AS material,
       m.code AS material_code, m.name AS material_name, u.name AS unit, l.ordered, l.received,
       l.rejected, l.stocked, greatest(l.ordered - l.received, 0) AS rest, l.unit_price,
       l.expected_on
FROM trade_purchase_line l
JOIN trade_purchase_order o ON o.id = l.order_id
JOIN catalog_partner p ON p.id = o.partner_id
JOIN catalog_material m ON m.id = l.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(states)s::text[] IS NULL OR o.state = ANY (%(states)s::text[]))
  AND (%(material)s::bigint IS NULL OR l.material_id = %(material)s::bigint)
  AND (%(text)s::text IS NULL OR upper(o.number) LIKE '%%' || %(text)s::text || '%%'
       OR upper(m.code) LIKE '%%' || %(text)s::text || '%%')
  AND (%(before)s::bigint IS NULL OR l.id < %(before)s::bigint)
ORDER BY l.id DESC LIMIT %(limit)s
