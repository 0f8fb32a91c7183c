-- Partners by any part of code, name or pinyin.
-- index: catalog_partner_pkey, catalog_partner_search, catalog_partner_code_key, catalog_partner_pinyin
-- plan: custom
SELECT p.id, p.code, p.name, p.pinyin, p.kind, p.contact, p.phone, p.address, p.active, p.revision
FROM catalog_partner p
WHERE (%(partner)s::bigint IS NULL OR p.id = %(partner)s::bigint)
  AND (%(kinds)s::text[] IS NULL OR p.kind = ANY (%(kinds)s::text[]))
  AND (%(active)s::boolean IS NULL OR p.active = %(active)s::boolean)
  AND (%(search)s::text IS NULL OR (
          catalog_pairs(p.search_text) @> catalog_pairs(lower(%(search)s::text))
          AND p.search_text LIKE ALL (%(patterns)s::text[])))
