-- What a person typed into a box: orders by number, its beginning first, then those of materials.
-- index: production_workorder_number_key, production_workorder_material_id_00ba5951
-- plan: custom
-- A part of a number is looked for where a digit was typed: a name has none, and it reads all numbers.
WITH hits AS (
    (SELECT id, 0 AS rank FROM production_workorder
     WHERE starts_with(number, upper(%(text)s::text))
       AND (%(plants)s::bigint[] IS NULL OR plant_id = ANY (%(plants)s::bigint[]))
     ORDER BY number LIMIT %(limit)s::int)
    UNION ALL
    (SELECT id, 1 FROM production_workorder
     WHERE %(part)s::text IS NOT NULL AND number LIKE upper(%(part)s::text)
       AND (%(plants)s::bigint[] IS NULL OR plant_id = ANY (%(plants)s::bigint[]))
     LIMIT %(limit)s::int)
    UNION ALL
    (SELECT id, 2 FROM production_workorder
     WHERE material_id = ANY (%(materials)s::bigint[])
       AND state NOT IN ('completed', 'closed', 'cancelled')
       AND (%(plants)s::bigint[] IS NULL OR plant_id = ANY (%(plants)s::bigint[]))
     ORDER BY due_on, id LIMIT %(limit)s::int)
)
SELECT o.id, o.number, m.name AS material_name, m.name_en AS material_name_en, o.state, o.due_on
FROM (SELECT id, min(rank) AS rank FROM hits GROUP BY id) h
JOIN production_workorder o ON o.id = h.id
JOIN catalog_material m ON m.id = o.material_id
ORDER BY h.rank, o.due_on NULLS LAST, o.number
LIMIT %(limit)s::int
