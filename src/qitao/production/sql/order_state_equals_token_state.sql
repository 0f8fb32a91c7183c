-- Open orders whose state is not the one that their token entered last.
-- index: none (a check over all open orders)
SELECT o.number, o.state AS ours, coalesce(t.state, '') AS other
FROM production_workorder o
LEFT JOIN flow_instance i ON i.business_type = 'work_order' AND i.business_id = o.id
     AND i.status IN ('active', 'held')
LEFT JOIN flow_token t ON t.instance_id = i.id
WHERE o.state NOT IN ('closed', 'cancelled')
  AND t.state IS DISTINCT FROM CASE WHEN o.state = 'on_hold' THEN o.held_from ELSE o.state END
LIMIT %(limit)s
