-- The units of materials, by id or by code, and how finely each is counted.
-- index: catalog_material_pkey, catalog_material_code_key, catalog_unit_pkey
SELECT m.id AS material, m.code, u.name AS unit,
       coalesce(nullif(u.name_en, ''), u.code) AS unit_en, u.decimals
FROM catalog_material m
JOIN catalog_unit u ON u.id = m.unit_id
WHERE m.id = ANY (%(materials)s::bigint[]) OR m.code = ANY (%(codes)s::text[])
