-- Enter states as the flow's tokens do, from allowed states only; stamps the milestones.
-- index: production_workorder_pkey
UPDATE production_workorder o
SET state = w.state, state_since = %(at)s::timestamptz, held_from = NULL,
    released_at = CASE WHEN w.state = 'released' THEN %(at)s::timestamptz ELSE o.released_at END,
    started_at = CASE WHEN w.state = 'in_production' THEN coalesce(o.started_at, %(at)s::timestamptz)
                      ELSE o.started_at END,
    completed_at = CASE WHEN w.state = 'completed' THEN %(at)s::timestamptz
                        ELSE o.completed_at END,
    closed_at = CASE WHEN w.state = 'closed' THEN %(at)s::timestamptz ELSE o.closed_at END
FROM unnest(%(orders)s::bigint[], %(states)s::text[]) AS w (id, state)
JOIN unnest(%(sources)s::text[], %(targets)s::text[]) AS t (source, target) ON t.target = w.state
WHERE o.id = w.id AND o.state = t.source
RETURNING o.id
