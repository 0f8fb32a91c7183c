-- Open orders whose demand in the kit check differs from what their lines still lack.
-- index: none (a check over all open lines)
SELECT o.number || '/' || om.line AS number,
       greatest(om.required - (om.issued - om.returned), 0)::text AS ours,
       coalesce(d.quantity, 0)::text AS other
FROM production_ordermaterial om
JOIN production_workorder o ON o.id = om.order_id
LEFT JOIN kitting_demand d ON d.source_type = 'work_order' AND d.source_id = o.id
     AND d.source_line = om.line
WHERE o.state NOT IN ('draft', 'closed', 'cancelled')
  AND NOT (o.state = 'on_hold' AND o.held_from = 'draft')
  AND greatest(om.required - (om.issued - om.returned), 0) <> coalesce(d.quantity, 0)
LIMIT %(limit)s
