-- Replace what sources will still bring; what is gone is deleted.
-- index: kitting_supply_pkey
WITH line AS MATERIALIZED (
    SELECT * FROM unnest(%(types)s::text[], %(ids)s::bigint[], %(lines)s::bigint[], %(labels)s::text[],
        %(plants)s::bigint[], %(materials)s::bigint[], %(quantities)s::numeric[],
        %(expected)s::date[]
    ) AS l (type, id, line, label, plant, material, quantity, expected_on)
    WHERE quantity > 0
), gone AS (
    DELETE FROM kitting_supply s
    USING unnest(%(named_types)s::text[], %(named_ids)s::bigint[]) AS n (type, id)
    WHERE s.source_type = n.type AND s.source_id = n.id
      AND NOT EXISTS (SELECT FROM line l WHERE l.type = s.source_type AND l.id = s.source_id
                      AND l.line = s.source_line)
)
INSERT INTO kitting_supply AS s (source_type, source_id, source_line, label, plant_id, material_id,
                                 quantity, expected_on)
SELECT type, id, line, label, plant, material, quantity, expected_on
FROM line ORDER BY type, id, line
ON CONFLICT (source_type, source_id, source_line) DO UPDATE SET
    label = excluded.label, plant_id = excluded.plant_id, material_id = excluded.material_id,
    quantity = excluded.quantity, expected_on = excluded.expected_on
WHERE (s.label, s.plant_id, s.material_id, s.quantity, s.expected_on) IS DISTINCT FROM
      (excluded.label, excluded.plant_id, excluded.material_id, excluded.quantity,
       excluded.expected_on)
