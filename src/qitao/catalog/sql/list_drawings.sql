-- The drawings of materials, those that have one.
-- index: catalog_material_code_key, base_file_pkey
SELECT m.code, f.digest, f.media_type, f.size
FROM catalog_material m
JOIN base_file f ON f.digest = m.drawing
WHERE m.code = ANY (%(codes)s::text[])
