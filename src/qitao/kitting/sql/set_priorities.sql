-- Rank sources and their lines by new priorities.
-- index: kitting_verdict_pkey, kitting_demand_pkey
WITH change AS MATERIALIZED (
    SELECT * FROM unnest(%(types)s::text[], %(ids)s::bigint[], %(priorities)s::smallint[])
        AS c (type, id, priority)
), line AS (
    UPDATE kitting_demand d SET priority = c.priority
    FROM change c
    WHERE d.source_type = c.type AND d.source_id = c.id
      AND d.priority <> c.priority
)
UPDATE kitting_verdict v
SET priority = c.priority, revision = v.revision + 1,
    stale_at = coalesce(v.stale_at, %(at)s::timestamptz)
FROM change c
WHERE v.source_type = c.type AND v.source_id = c.id AND v.priority <> c.priority
