-- Where the supply that the kit check sees and the open purchases differ.
-- index: none (reads everything)
SELECT coalesce(k.source_id, p.order_id) AS "order", coalesce(k.source_line, p.line_id) AS line,
       coalesce(k.quantity, 0) AS supply, coalesce(p.quantity, 0) AS open
FROM (SELECT * FROM kitting_supply WHERE source_type = %(source_type)s::text) k
FULL JOIN (
    SELECT o.id AS order_id, l.id AS line_id, o.plant_id, l.material_id, l.expected_on,
           greatest(l.ordered - l.received, 0) + coalesce(r.waiting, 0) AS quantity
    FROM trade_purchase_order o
    JOIN trade_purchase_line l ON l.order_id = o.id
    LEFT JOIN (
        SELECT line_id, sum(received - rejected) AS waiting
        FROM trade_purchase_receipt WHERE state = 'waiting' GROUP BY line_id
    ) r ON r.line_id = l.id
    WHERE o.state = 'approved'
      AND greatest(l.ordered - l.received, 0) + coalesce(r.waiting, 0) > 0
) p ON p.order_id = k.source_id AND p.line_id = k.source_line
WHERE (k.quantity, k.plant_id, k.material_id, k.expected_on)
    IS DISTINCT FROM (p.quantity, p.plant_id, p.material_id, p.expected_on)
ORDER BY 1, 2
LIMIT %(limit)s::int
