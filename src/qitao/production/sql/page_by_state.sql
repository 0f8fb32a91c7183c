-- The first orders of each column of the board, by due date.
-- index: production_order_state
-- plan: custom
SELECT o.id
FROM unnest(%(states)s::text[]) AS c (state)
CROSS JOIN LATERAL (
    SELECT o.id, o.due_on FROM production_workorder o
    WHERE o.state = c.state
      AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
      AND ((%(work_centre)s::bigint IS NULL AND %(org_unit)s::bigint IS NULL) OR EXISTS (
           SELECT FROM production_orderoperation r
           JOIN catalog_workcentre w ON w.id = r.work_centre_id
           WHERE r.order_id = o.id AND (r.state <> 'finished' OR o.state = 'completed')
             AND (%(work_centre)s::bigint IS NULL OR w.id = %(work_centre)s::bigint)
             AND (%(org_unit)s::bigint IS NULL OR w.org_unit_id = %(org_unit)s::bigint)))
    ORDER BY o.due_on, o.id
    LIMIT %(limit)s
) o
ORDER BY o.due_on, o.id
