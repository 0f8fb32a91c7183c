-- The units that words may mean: by code, or by a name in either language.
-- index: none (a plant has some dozens of units)
SELECT u.code, u.name, u.name_en, u.active FROM catalog_unit u
WHERE lower(u.code) = ANY (%(words)s::text[]) OR lower(u.name) = ANY (%(words)s::text[])
   OR lower(u.name_en) = ANY (%(words)s::text[])
ORDER BY u.code
LIMIT %(limit)s
