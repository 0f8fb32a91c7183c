-- Check every active source of a plant at once and store what has changed.
-- index: kitting_verdict_pkey, kitting_shortage_pkey
-- plan: custom
WITH net AS MATERIALIZED (
    SELECT n.*, CASE WHEN n.lines_short = 0 THEN 'complete'
                     WHEN n.lines_short < n.lines THEN 'partial' ELSE 'short' END AS state
    FROM kitting_net(%(plant)s::bigint, %(today)s::date, '{}', '{}', '{}') n
), changed AS MATERIALIZED (
    SELECT v.source_type, v.source_id, n.state, n.lines_short, n.coverage_on
    FROM kitting_verdict v
    JOIN net n ON n.source_type = v.source_type AND n.source_id = v.source_id
    WHERE v.revision = n.revision
      AND (v.state <> n.state OR v.lines_short <> n.lines_short OR v.stale_at IS NOT NULL
           OR v.coverage_on IS DISTINCT FROM n.coverage_on)
    FOR NO KEY UPDATE OF v SKIP LOCKED
), stored AS (
    UPDATE kitting_verdict v
    SET state = c.state, cause = '', lines_short = c.lines_short, coverage_on = c.coverage_on,
        computed_at = %(at)s::timestamptz, stale_at = NULL,
        since = CASE WHEN v.state = c.state THEN v.since ELSE %(at)s::timestamptz END
    FROM changed c
    WHERE v.source_type = c.source_type AND v.source_id = c.source_id
), short AS MATERIALIZED (
    SELECT n.source_type, n.source_id, s.line, s.material, s.required, s.covered, s.coverage_on
    FROM net n CROSS JOIN LATERAL unnest(n.shorts) s
), gone AS (
    DELETE FROM kitting_shortage k USING net n
    WHERE k.source_type = n.source_type AND k.source_id = n.source_id
      AND NOT EXISTS (SELECT FROM short s WHERE s.source_type = k.source_type
                      AND s.source_id = k.source_id AND s.line = k.source_line)
), added AS (
    INSERT INTO kitting_shortage AS k (source_type, source_id, source_line, plant_id, material_id,
                                       required, covered, short, coverage_on)
    SELECT source_type, source_id, line, %(plant)s, material, required, covered,
           required - covered, coverage_on
    FROM short ORDER BY source_type, source_id, line
    ON CONFLICT (source_type, source_id, source_line) DO UPDATE SET
        plant_id = excluded.plant_id, material_id = excluded.material_id,
        required = excluded.required, covered = excluded.covered, short = excluded.short,
        coverage_on = excluded.coverage_on
    WHERE (k.plant_id, k.material_id, k.required, k.covered, k.coverage_on) IS DISTINCT FROM
          (excluded.plant_id, excluded.material_id, excluded.required, excluded.covered,
           excluded.coverage_on)
)
SELECT count(*) AS checked, count(*) FILTER (WHERE state = 'complete') AS complete,
       count(*) FILTER (WHERE state = 'partial') AS partial,
       count(*) FILTER (WHERE state = 'short') AS short,
       (SELECT count(*) FROM changed) AS changed
FROM net
