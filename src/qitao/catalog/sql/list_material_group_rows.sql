-- Material groups as people write them; all, or those with one of the keys.
-- index: catalog_materialgroup_code_key
-- plan: custom
SELECT k.code, k.name, k.name_en, p.code AS parent, k.active
FROM catalog_materialgroup AS k
LEFT JOIN catalog_materialgroup p ON p.id = k.parent_id
WHERE (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY k.code
