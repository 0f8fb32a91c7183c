-- The orders that a text names, by a part of their number or by their material; at most one more than asked for, some perhaps twice.
-- index: none (a part of a number may stand anywhere: the numbers are read once, some 15 ms for 100,000)
-- plan: custom
WITH meant AS MATERIALIZED (
    SELECT m.id FROM catalog_material m
    WHERE catalog_pairs(m.search_text) @> catalog_pairs(lower(%(text)s::text))
      AND strpos(m.search_text, lower(%(text)s::text)) > 0
)
SELECT o.id FROM (
    (SELECT id FROM production_workorder
     WHERE material_id IN (SELECT meant.id FROM meant) LIMIT %(limit)s::int + 1)
    UNION ALL
    (SELECT id FROM production_workorder
     WHERE strpos(upper(number), %(text)s::text) > 0 LIMIT %(limit)s::int + 1)
) o LIMIT %(limit)s::int + 1
