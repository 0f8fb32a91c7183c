-- The units of materials, and how finely each is counted.
-- index: catalog_material_pkey, catalog_unit_pkey
SELECT m.id AS material, m.code, u.name AS unit,
       coalesce(nullif(u.name_en, ''), u.code) AS unit_en, u.decimals
FROM catalog_material m
JOIN catalog_unit u ON u.id = m.unit_id
WHERE m.id = ANY (%(materials)s::bigint[])
