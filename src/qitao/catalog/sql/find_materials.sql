-- What a person typed into a box: the exact code, then its beginning, then letters, then any part.
-- index: catalog_material_code_key, catalog_material_search
-- plan: custom
-- A word that means thousands is cut off before it is sorted: the list shows twenty.
WITH hits AS (
    (SELECT id FROM catalog_material
     WHERE active AND starts_with(code, %(typed)s::text)
     ORDER BY code LIMIT %(limit)s::int)
    UNION
    (SELECT id FROM catalog_material m
     WHERE m.active AND catalog_pairs(m.search_text) @> catalog_pairs(%(search)s::text)
       AND m.search_text LIKE ALL (%(patterns)s::text[])
     LIMIT %(looked_at)s::int)
)
SELECT m.id, m.code, m.name, m.name_en, m.spec, u.code AS unit, m.kind
FROM hits
JOIN catalog_material m ON m.id = hits.id
JOIN catalog_unit u ON u.id = m.unit_id
ORDER BY CASE WHEN lower(m.code) = %(search)s::text THEN 0
              WHEN starts_with(lower(m.code), %(search)s::text) THEN 1
              WHEN strpos(' ' || m.letters, ' ' || %(search)s::text) > 0 THEN 2
              WHEN starts_with(m.name, %(search)s::text) THEN 3
              ELSE 4 END, m.pinyin, m.code
LIMIT %(limit)s::int
