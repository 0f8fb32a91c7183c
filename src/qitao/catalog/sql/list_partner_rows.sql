-- Partners as people write them; all, or those with one of the keys.
-- index: catalog_partner_code_key
-- plan: custom
SELECT k.code, k.name, k.kind, k.contact, k.phone, k.address, k.active
FROM catalog_partner AS k
WHERE (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY k.code
