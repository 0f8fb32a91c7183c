-- Why pieces are rejected.
-- index: catalog_scrapreason_code_key
-- plan: custom
SELECT s.id, s.code, s.name, s.name_en, s.active, s.revision
FROM catalog_scrapreason s
WHERE (%(scrap_reason)s::bigint IS NULL OR s.id = %(scrap_reason)s::bigint)
  AND (%(active)s::boolean IS NULL OR s.active = %(active)s::boolean)
