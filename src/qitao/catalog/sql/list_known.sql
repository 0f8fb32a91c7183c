-- What the codes that rows speak of stand for: id, the code beside (a plant, a material), a fact.
-- index: catalog_material_code_key, catalog_partner_code_key, catalog_location_plant_code
-- plan: custom
SELECT 'unit' AS noun, '' AS beside, code, id, '' AS fact, active, revision
FROM catalog_unit WHERE code = ANY (%(unit)s::text[])
UNION ALL
SELECT 'material_group', '', code, id, '', active, revision
FROM catalog_materialgroup WHERE code = ANY (%(material_group)s::text[])
UNION ALL
SELECT 'material', '', m.code, m.id, u.code, m.active, m.revision
FROM catalog_material m JOIN catalog_unit u ON u.id = m.unit_id
WHERE m.code = ANY (%(material)s::text[])
UNION ALL
SELECT 'partner', '', code, id, kind, active, revision
FROM catalog_partner WHERE code = ANY (%(partner)s::text[])
UNION ALL
SELECT 'plant', '', code, id, '', active, 1 FROM people_plant WHERE code = ANY (%(plant)s::text[])
UNION ALL
SELECT 'org_unit', '', code, id, '', active, 1
FROM people_orgunit WHERE code = ANY (%(org_unit)s::text[])
UNION ALL
SELECT 'location', p.code, l.code, l.id, l.kind, l.active, l.revision
FROM catalog_location l JOIN people_plant p ON p.id = l.plant_id
WHERE l.code = ANY (%(location)s::text[])
UNION ALL
SELECT 'work_centre', p.code, w.code, w.id, w.kind, w.active, w.revision
FROM catalog_workcentre w JOIN people_plant p ON p.id = w.plant_id
WHERE w.code = ANY (%(work_centre)s::text[])
UNION ALL
SELECT 'machine', '', m.code, m.id, p.code || '/' || w.code, m.active, m.revision
FROM catalog_machine m
JOIN catalog_workcentre w ON w.id = m.work_centre_id
JOIN people_plant p ON p.id = w.plant_id
WHERE m.code = ANY (%(machine)s::text[])
UNION ALL
SELECT 'scrap_reason', '', code, id, '', active, revision
FROM catalog_scrapreason WHERE code = ANY (%(scrap_reason)s::text[])
UNION ALL
SELECT 'bom', m.code, b.version, b.id, b.state, b.state <> 'retired', b.revision
FROM catalog_bom b JOIN catalog_material m ON m.id = b.material_id
WHERE m.code = ANY (%(bom_material)s::text[])
