-- Give drafts exactly these lines; a line that keeps its number keeps its substitutes.
-- index: catalog_bomline_no, catalog_material_code_key
WITH given AS MATERIALIZED (
    SELECT *
    FROM json_to_recordset(%(lines)s::json) AS g (
        owner bigint, line_no int, component text, quantity numeric, unit text, fixed boolean,
        scrap_rate numeric, phantom boolean, operation_sequence int, valid_from date,
        valid_to date, backflush boolean, position text)
), gone AS MATERIALIZED (
    SELECT l.id FROM catalog_bomline l
    WHERE l.bom_id = ANY (%(boms)s::bigint[])
      AND NOT EXISTS (SELECT FROM given g WHERE g.owner = l.bom_id AND g.line_no = l.line_no)
), no_substitutes AS (
    DELETE FROM catalog_bomsubstitute WHERE line_id IN (SELECT id FROM gone)
), no_lines AS (
    DELETE FROM catalog_bomline WHERE id IN (SELECT id FROM gone)
)
INSERT INTO catalog_bomline AS kept
    (bom_id, line_no, component_id, quantity, unit_id, fixed, scrap_rate, phantom,
     operation_sequence, valid_from, valid_to, backflush, position)
SELECT g.owner, g.line_no, c.id, g.quantity, coalesce(u.id, c.unit_id), g.fixed, g.scrap_rate,
       g.phantom, g.operation_sequence, g.valid_from, g.valid_to, g.backflush, g.position
FROM given g
JOIN catalog_material c ON c.code = g.component
LEFT JOIN catalog_unit u ON u.code = g.unit
ORDER BY g.owner, g.line_no
ON CONFLICT (bom_id, line_no) DO UPDATE SET
    component_id = excluded.component_id, quantity = excluded.quantity,
    unit_id = excluded.unit_id, fixed = excluded.fixed, scrap_rate = excluded.scrap_rate,
    phantom = excluded.phantom, operation_sequence = excluded.operation_sequence,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    backflush = excluded.backflush, position = excluded.position
WHERE (kept.component_id, kept.quantity, kept.unit_id, kept.fixed, kept.scrap_rate, kept.phantom,
       kept.operation_sequence, kept.valid_from, kept.valid_to, kept.backflush, kept.position)
    IS DISTINCT FROM
      (excluded.component_id, excluded.quantity, excluded.unit_id, excluded.fixed,
       excluded.scrap_rate, excluded.phantom, excluded.operation_sequence, excluded.valid_from,
       excluded.valid_to, excluded.backflush, excluded.position)
