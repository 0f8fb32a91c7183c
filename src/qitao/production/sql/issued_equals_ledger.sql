-- Material lines whose issued and returned figures differ from the ledger's movements.
-- index: none (a check over all lines)
SELECT o.number || '/' || om.line AS number, (om.issued - om.returned)::text AS ours,
       coalesce(m.net, 0)::text AS other
FROM production_ordermaterial om
JOIN production_workorder o ON o.id = om.order_id
LEFT JOIN (
    SELECT document_id, document_line,
           sum(CASE kind WHEN 'issue' THEN quantity WHEN 'return' THEN -quantity END) AS net
    FROM stock_movement
    WHERE document_type = 'work_order' AND kind IN ('issue', 'return')
    GROUP BY document_id, document_line
) m ON m.document_id = o.id AND m.document_line = om.line
WHERE om.issued - om.returned <> coalesce(m.net, 0)
LIMIT %(limit)s
