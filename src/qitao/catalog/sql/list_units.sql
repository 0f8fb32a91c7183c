-- Units of measure.
-- index: catalog_unit_code_key
-- plan: custom
SELECT u.id, u.code, u.name, u.name_en, u.decimals, u.active, u.revision
FROM catalog_unit u
WHERE (%(unit)s::bigint IS NULL OR u.id = %(unit)s::bigint)
  AND (%(active)s::boolean IS NULL OR u.active = %(active)s::boolean)
