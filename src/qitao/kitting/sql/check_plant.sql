-- Net every active source of a plant and store, source by source, the answers that are new.
-- index: kitting_verdict_pkey, kitting_shortage_pkey
-- plan: custom
-- Sources that somebody else is changing just now are left, and an answer from older lines is
-- dropped; how many those are is returned.
-- Stored shortages are looked up source by source: right after a mass import no statistics tell a
-- join how many there are.
WITH net AS MATERIALIZED (
    SELECT * FROM kitting_net(%(plant)s::bigint, %(today)s::date, '{}', '{}', '{}')
), fresh AS MATERIALIZED (
    SELECT v.ctid AS place, v.source_type, v.source_id, n.revision, n.lines_short, n.coverage_on,
           n.shorts, n.shorts IS DISTINCT FROM s.shorts AS relined, s.shorts IS NOT NULL AS had,
           CASE WHEN n.lines_short = 0 THEN 'complete'
                WHEN n.lines_short < n.lines THEN 'partial' ELSE 'short' END AS state
    FROM net n
    JOIN kitting_verdict v ON v.source_type = n.source_type AND v.source_id = n.source_id
    CROSS JOIN LATERAL (
        SELECT array_agg(ROW(k.source_line, k.material_id, k.required, k.covered,
                             k.gap, k.coverage_on)::kitting_short_line ORDER BY k.source_line) AS shorts
        FROM kitting_shortage k
        WHERE v.lines_short > 0 AND k.source_type = v.source_type AND k.source_id = v.source_id
    ) s
    WHERE v.plant_id = %(plant)s::bigint AND v.revision = n.revision
      AND (v.state = 'unknown' OR v.stale_at IS NOT NULL OR v.lines_short <> n.lines_short
           OR v.coverage_on IS DISTINCT FROM n.coverage_on OR n.shorts IS DISTINCT FROM s.shorts)
), locked AS MATERIALIZED (
    SELECT f.*
    FROM fresh f JOIN kitting_verdict v ON v.ctid = f.place
    WHERE v.revision = f.revision
    FOR NO KEY UPDATE OF v SKIP LOCKED
), answered AS (
    UPDATE kitting_verdict v
    SET state = f.state, cause = '', lines_short = f.lines_short, coverage_on = f.coverage_on,
        computed_at = %(at)s::timestamptz, stale_at = NULL,
        since = CASE WHEN v.state = f.state THEN v.since ELSE %(at)s::timestamptz END
    FROM locked f
    WHERE v.ctid = f.place AND v.revision = f.revision
    RETURNING v.source_type, v.source_id, f.shorts, f.relined, f.had
), gone AS (
    DELETE FROM kitting_shortage s
    USING answered a
    WHERE a.relined AND a.had AND s.source_type = a.source_type AND s.source_id = a.source_id
      AND s.source_line <> ALL (SELECT x.line FROM unnest(a.shorts) x)
), added AS (
    INSERT INTO kitting_shortage AS s (source_type, source_id, source_line, plant_id, material_id,
                                       required, covered, short, gap, coverage_on)
    SELECT a.source_type, a.source_id, x.line, %(plant)s::bigint, x.material, x.required, x.covered,
           x.required - x.covered, x.gap, x.coverage_on
    FROM answered a CROSS JOIN LATERAL unnest(a.shorts) x
    WHERE a.relined
    ORDER BY a.source_type, a.source_id, x.line
    ON CONFLICT (source_type, source_id, source_line) DO UPDATE SET
        plant_id = excluded.plant_id, material_id = excluded.material_id,
        required = excluded.required, covered = excluded.covered, short = excluded.short,
        gap = excluded.gap, coverage_on = excluded.coverage_on
)
SELECT ((SELECT count(*) FROM fresh) - (SELECT count(*) FROM answered))::int
