-- Purchase lines whose rest differs from what the kit check expects.
-- index: none (a check over all lines)
SELECT coalesce(o.number || '/' || l.line, s.label) AS number,
       coalesce(l.ordered - l.received, 0)::text AS ours, coalesce(s.quantity, 0)::text AS other
FROM (
    SELECT l.* FROM trade_purchase_line l
    JOIN trade_purchase_order o ON o.id = l.order_id
    WHERE o.state = 'approved' AND l.ordered > l.received
) l
JOIN trade_purchase_order o ON o.id = l.order_id
FULL JOIN (SELECT * FROM kitting_supply WHERE source_type = 'purchase_order') s
    ON s.source_id = l.order_id AND s.source_line = l.line
WHERE coalesce(l.ordered - l.received, 0) <> coalesce(s.quantity, 0)
LIMIT %(limit)s
