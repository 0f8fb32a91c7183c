-- Purchase orders, the newest first.
-- index: trade_purchase_state, trade_purchase_order_pkey
-- plan: custom
SELECT o.id, o.number, o.plant_id AS plant, o.partner_id AS partner, p.code AS partner_code,
       p.name AS partner_name, o.state, o.state_since, o.ordered_on, o.note,
       count(l.id)::int AS lines,
       count(l.id) FILTER (WHERE l.received < l.ordered)::int AS lines_open,
       min(l.expected_on) FILTER (WHERE l.received < l.ordered) AS expected_on,
       coalesce(sum(l.ordered * l.unit_price), 0) AS amount
FROM (
    SELECT * FROM trade_purchase_order t
    WHERE (%(ids)s::bigint[] IS NULL OR id = ANY (%(ids)s::bigint[]))
      AND (%(plants)s::bigint[] IS NULL OR plant_id = ANY (%(plants)s::bigint[]))
      AND (%(states)s::text[] IS NULL OR state = ANY (%(states)s::text[]))
      AND (%(words)s::text IS NULL OR number ILIKE %(words)s::text OR partner_id IN (
           SELECT s.id FROM catalog_partner s
           WHERE s.code ILIKE %(words)s::text OR s.name ILIKE %(words)s::text
              OR s.letters ILIKE %(words)s::text))
      AND (%(ordered_from)s::date IS NULL OR ordered_on >= %(ordered_from)s::date)
      AND (%(ordered_to)s::date IS NULL OR ordered_on <= %(ordered_to)s::date)
      AND ((%(expected_from)s::date IS NULL AND %(expected_to)s::date IS NULL) OR EXISTS (
           SELECT FROM trade_purchase_line e
           WHERE e.order_id = t.id AND e.received < e.ordered
             AND e.expected_on BETWEEN coalesce(%(expected_from)s::date, '-infinity')
                 AND coalesce(%(expected_to)s::date, 'infinity')))
      AND (%(before)s::bigint IS NULL OR id < %(before)s::bigint)
    ORDER BY id DESC LIMIT %(limit)s::int
) o
JOIN catalog_partner p ON p.id = o.partner_id
LEFT JOIN trade_purchase_line l ON l.order_id = o.id
GROUP BY o.id, o.number, o.plant_id, o.partner_id, p.code, p.name, o.state, o.state_since,
         o.ordered_on, o.note
ORDER BY o.id DESC
