-- Org units as people write them; all, or those with one of the codes.
-- index: people_orgunit_code_key
-- plan: custom
SELECT o.code, o.name, o.kind, p.code AS parent, o.name_en
FROM people_orgunit o
LEFT JOIN people_orgunit p ON p.id = o.parent_id
WHERE (%(code)s::text[] IS NULL OR o.code = ANY (%(code)s::text[]))
ORDER BY o.code
