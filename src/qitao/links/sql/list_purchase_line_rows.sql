-- Purchase orders line by line as people write them; all, or those with one of the numbers.
-- index: trade_purchase_order_number_key, trade_purchase_line_once
-- plan: custom
SELECT o.number, p.code AS plant, r.code AS partner, o.state, o.ordered_on, l.line,
       m.code AS material, l.ordered, l.received, l.rejected, l.stocked, l.unit_price,
       l.expected_on
FROM trade_purchase_order o
JOIN people_plant p ON p.id = o.plant_id
JOIN catalog_partner r ON r.id = o.partner_id
JOIN trade_purchase_line l ON l.order_id = o.id
JOIN catalog_material m ON m.id = l.material_id
WHERE (%(number)s::text[] IS NULL OR o.number = ANY (%(number)s::text[]))
ORDER BY o.number, l.line
