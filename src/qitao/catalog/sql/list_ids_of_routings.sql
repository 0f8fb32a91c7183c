-- The ids and states of versions by material, plant and version.
-- index: catalog_routing_version
SELECT r.id, m.code AS material, p.code AS plant, r.version, r.state
FROM catalog_routing r
JOIN catalog_material m ON m.id = r.material_id
JOIN people_plant p ON p.id = r.plant_id
WHERE m.code = ANY (%(materials)s::text[])
