-- Replace the open needs of sources: their rank and every line; what is gone is deleted.
-- index: kitting_verdict_pkey, kitting_demand_pkey
WITH head AS MATERIALIZED (
    SELECT * FROM unnest(%(types)s::text[], %(ids)s::bigint[], %(labels)s::text[], %(plants)s::bigint[],
        %(priorities)s::smallint[], %(dues)s::date[], %(needed)s::timestamptz[],
        %(actives)s::boolean[], %(counts)s::int[]
    ) AS h (type, id, label, plant, priority, due_on, needed_at, active, lines)
), line AS MATERIALIZED (
    SELECT l.*, h.plant, h.priority, coalesce(h.due_on, '9999-12-31') AS rank_on, h.active
    FROM unnest(%(line_types)s::text[], %(line_ids)s::bigint[], %(lines)s::bigint[], %(materials)s::bigint[],
        %(quantities)s::numeric[], %(bom_lines)s::bigint[]
    ) AS l (type, id, line, material, quantity, bom_line)
    JOIN head h ON h.type = l.type AND h.id = l.id
), put AS (
    INSERT INTO kitting_verdict AS v (source_type, source_id, label, plant_id, priority, due_on,
                                      needed_at, active, lines, since)
    SELECT type, id, label, plant, priority, due_on, needed_at, active, lines,
           %(at)s::timestamptz
    FROM head ORDER BY type, id
    ON CONFLICT (source_type, source_id) DO UPDATE SET
        label = excluded.label, plant_id = excluded.plant_id, priority = excluded.priority,
        due_on = excluded.due_on, needed_at = excluded.needed_at, active = excluded.active,
        lines = excluded.lines, lines_short = least(v.lines_short, excluded.lines),
        revision = v.revision + 1, stale_at = coalesce(v.stale_at, excluded.since)
), gone AS (
    DELETE FROM kitting_demand d USING head h
    WHERE d.source_type = h.type AND d.source_id = h.id
      AND NOT EXISTS (SELECT FROM line l WHERE l.type = d.source_type AND l.id = d.source_id
                      AND l.line = d.source_line)
)
INSERT INTO kitting_demand AS d (source_type, source_id, source_line, plant_id, material_id,
                                 quantity, bom_line_id, priority, rank_on, active)
SELECT type, id, line, plant, material, quantity, bom_line, priority, rank_on, active
FROM line ORDER BY type, id, line
ON CONFLICT (source_type, source_id, source_line) DO UPDATE SET
    plant_id = excluded.plant_id, material_id = excluded.material_id,
    quantity = excluded.quantity, bom_line_id = excluded.bom_line_id,
    priority = excluded.priority, rank_on = excluded.rank_on, active = excluded.active
WHERE (d.plant_id, d.material_id, d.quantity, d.bom_line_id, d.priority, d.rank_on, d.active)
    IS DISTINCT FROM (excluded.plant_id, excluded.material_id, excluded.quantity,
                      excluded.bom_line_id, excluded.priority, excluded.rank_on, excluded.active)
