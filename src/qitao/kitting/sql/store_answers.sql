-- Store the answers for locked sources and return them; one computed from older lines is dropped.
-- index: kitting_verdict_pkey, kitting_shortage_pkey
WITH answer AS MATERIALIZED (
    SELECT * FROM unnest(%(ids)s::bigint[], %(revisions)s::bigint[], %(states)s::text[],
        %(lines_short)s::int[], %(coverages)s::date[]
    ) AS a (id, revision, state, lines_short, coverage_on)
), stored AS (
    UPDATE kitting_verdict v
    SET state = a.state, cause = '', lines_short = a.lines_short,
        coverage_on = a.coverage_on, computed_at = %(at)s::timestamptz, stale_at = NULL,
        since = CASE WHEN v.state = a.state THEN v.since
                     ELSE %(at)s::timestamptz END
    FROM answer a
    WHERE v.source_type = %(source_type)s::text AND v.source_id = a.id
      AND v.revision = a.revision
    RETURNING v.*
), short AS MATERIALIZED (
    SELECT s.*, v.plant_id
    FROM unnest(%(short_ids)s::bigint[], %(short_lines)s::bigint[], %(materials)s::bigint[],
        %(required)s::numeric[], %(covered)s::numeric[], %(gaps)s::numeric[], %(dates)s::date[]
    ) AS s (id, line, material, required, covered, gap, coverage_on)
    JOIN stored v ON v.source_id = s.id
), gone AS (
    DELETE FROM kitting_shortage k USING stored v
    WHERE k.source_type = %(source_type)s::text AND k.source_id = v.source_id
      AND NOT EXISTS (SELECT FROM short s WHERE s.id = k.source_id AND s.line = k.source_line)
), added AS (
    INSERT INTO kitting_shortage AS k (source_type, source_id, source_line, plant_id, material_id,
                                       required, covered, short, gap, coverage_on)
    SELECT %(source_type)s, id, line, plant_id, material, required, covered, required - covered,
           gap, coverage_on
    FROM short ORDER BY id, line
    ON CONFLICT (source_type, source_id, source_line) DO UPDATE SET
        plant_id = excluded.plant_id, material_id = excluded.material_id,
        required = excluded.required, covered = excluded.covered, short = excluded.short,
        gap = excluded.gap, coverage_on = excluded.coverage_on
)
SELECT source_type, source_id, label, plant_id AS plant, priority, due_on, needed_at, active, state,
       cause, lines, lines_short, coverage_on, computed_at, since, false AS stale
FROM stored ORDER BY priority, rank_on, source_id
