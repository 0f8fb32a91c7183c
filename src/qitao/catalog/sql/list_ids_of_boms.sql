-- The ids and states of versions by material, plant and version.
-- index: catalog_bom_version
SELECT r.id, m.code AS material, '' AS plant, r.version, r.state
FROM catalog_bom r
JOIN catalog_material m ON m.id = r.material_id
WHERE m.code = ANY (%(materials)s::text[])
