-- Enter states as the flow's tokens do, from allowed states only; what could not be entered comes back.
-- index: production_workorder_pkey
-- A release freezes the order. The outer SELECT sees the rows as they were before.
WITH wanted AS MATERIALIZED (
    SELECT * FROM unnest(%(orders)s::bigint[], %(states)s::text[]) AS w (id, state)
), entered AS (
    UPDATE production_workorder o
    SET state = w.state, state_since = %(at)s::timestamptz, held_from = NULL,
        released_at = CASE WHEN w.state = 'released' THEN %(at)s::timestamptz
                           ELSE o.released_at END,
        frozen_at = CASE WHEN w.state = 'released' THEN %(at)s::timestamptz ELSE o.frozen_at END,
        started_at = CASE WHEN w.state = 'in_production'
                          THEN coalesce(o.started_at, %(at)s::timestamptz) ELSE o.started_at END,
        completed_at = CASE WHEN w.state = 'completed' THEN %(at)s::timestamptz
                            WHEN w.state <> 'in_production' THEN o.completed_at END,
        closed_at = CASE WHEN w.state = 'closed' THEN %(at)s::timestamptz ELSE o.closed_at END
    FROM wanted w
    WHERE o.id = w.id
      AND EXISTS (SELECT 1 FROM unnest(%(sources)s::text[], %(targets)s::text[]) AS t (source, target)
                  WHERE t.source = o.state AND t.target = w.state)
    RETURNING o.id
)
SELECT o.id, o.number, o.state, w.state AS wanted
FROM wanted w JOIN production_workorder o ON o.id = w.id
WHERE o.state <> w.state AND NOT EXISTS (SELECT 1 FROM entered e WHERE e.id = o.id)
