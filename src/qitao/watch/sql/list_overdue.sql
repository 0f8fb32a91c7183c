-- What approved purchases should have brought by yesterday and did not, by plant and supplier.
-- index: trade_purchase_state, trade_purchase_line_once
-- plan: custom
-- A line is overdue from the midnight at its plant that ends the day on which it was expected.
SELECT 'overdue' AS kind, o.plant_id AS plant, o.partner_id::text AS reference, p.name,
       '' AS name_en, p.code, '' AS unit, NULL::numeric AS figure, count(*)::int AS count,
       min(o.number) AS number,
       CASE WHEN min(o.id) = max(o.id) THEN min(o.id) END AS target, 0 AS others,
       ((min(l.expected_on) + 1)::timestamp AT TIME ZONE s.time_zone) AS since,
       ((max(l.expected_on) + 1)::timestamp AT TIME ZONE s.time_zone) AS newest
FROM trade_purchase_order o
JOIN trade_purchase_line l ON l.order_id = o.id
JOIN catalog_partner p ON p.id = o.partner_id
JOIN people_plant s ON s.id = o.plant_id
WHERE o.state = 'approved' AND l.received < l.ordered
  AND l.expected_on < (%(at)s::timestamptz AT TIME ZONE s.time_zone)::date
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
GROUP BY o.plant_id, o.partner_id, p.name, p.code, s.time_zone
ORDER BY newest DESC, reference
LIMIT %(limit)s::int
