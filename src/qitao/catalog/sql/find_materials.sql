-- What a person typed into a material box: exact, then code, then letters, then any part.
-- index: catalog_material_search
-- plan: custom
SELECT m.id, m.code, m.name, m.spec, u.code AS unit, m.kind
FROM catalog_material m
JOIN catalog_unit u ON u.id = m.unit_id
WHERE m.active AND catalog_pairs(m.search_text) @> catalog_pairs(lower(%(search)s::text))
  AND m.search_text LIKE ALL (%(patterns)s::text[])
ORDER BY CASE WHEN lower(m.code) = lower(%(search)s::text) THEN 0
              WHEN starts_with(lower(m.code), lower(%(search)s::text)) THEN 1
              WHEN strpos(' ' || m.letters, ' ' || lower(%(search)s::text)) > 0 THEN 2
              WHEN starts_with(m.name, %(search)s::text) THEN 3
              ELSE 4 END, m.pinyin, m.code
LIMIT %(limit)s::int
