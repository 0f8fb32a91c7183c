-- Units as people write them; all, or those with one of the keys.
-- index: catalog_unit_code_key
-- plan: custom
SELECT k.code, k.name, k.name_en, k.decimals, k.active
FROM catalog_unit AS k
WHERE (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY k.code
