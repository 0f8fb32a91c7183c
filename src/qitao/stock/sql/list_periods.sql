-- The periods of a plant, the latest first.
-- index: stock_period_end_once
SELECT p.id, p.plant_id AS plant, p.starts_at, p.ends_at, p.state, p.closings, p.changed_at,
       p.changed_by
FROM stock_period p WHERE p.plant_id = %(plant)s::bigint
ORDER BY p.ends_at DESC LIMIT %(limit)s
