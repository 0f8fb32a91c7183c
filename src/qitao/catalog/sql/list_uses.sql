-- What still stands on rows that are to be retired.
-- index: catalog_bomline_component, catalog_bom_pkey
SELECT 'unit' AS noun, u.code AS used, 'material' AS by_noun, m.code AS by_code
FROM catalog_unit u JOIN catalog_material m ON m.unit_id = u.id AND m.active
WHERE u.id = ANY (%(unit)s::bigint[])
UNION
SELECT 'material', c.code, 'bom', p.code || ' / ' || b.version
FROM catalog_material c
JOIN catalog_bomline l ON l.component_id = c.id
JOIN catalog_bom b ON b.id = l.bom_id AND b.state = 'active'
JOIN catalog_material p ON p.id = b.material_id AND p.active
WHERE c.id = ANY (%(material)s::bigint[]) AND p.id <> ALL (%(material)s::bigint[])
UNION
SELECT 'location', l.code, 'location', k.code
FROM catalog_location l JOIN catalog_location k ON k.parent_id = l.id AND k.active
WHERE l.id = ANY (%(location)s::bigint[]) AND k.id <> ALL (%(location)s::bigint[])
UNION
SELECT 'location', l.code, 'work_centre', w.code
FROM catalog_location l JOIN catalog_workcentre w ON w.line_side_location_id = l.id AND w.active
WHERE l.id = ANY (%(location)s::bigint[])
UNION
SELECT 'work_centre', w.code, 'routing', m.code || ' / ' || r.version
FROM catalog_workcentre w
JOIN catalog_routingoperation o ON o.work_centre_id = w.id
JOIN catalog_routing r ON r.id = o.routing_id AND r.state = 'active'
JOIN catalog_material m ON m.id = r.material_id
WHERE w.id = ANY (%(work_centre)s::bigint[])
UNION
SELECT 'work_centre', w.code, 'machine', m.code
FROM catalog_workcentre w JOIN catalog_machine m ON m.work_centre_id = w.id AND m.active
WHERE w.id = ANY (%(work_centre)s::bigint[]) AND m.state <> 'retired'
UNION
SELECT 'partner', p.code, 'routing', m.code || ' / ' || r.version
FROM catalog_partner p
JOIN catalog_routingoperation o ON o.partner_id = p.id
JOIN catalog_routing r ON r.id = o.routing_id AND r.state = 'active'
JOIN catalog_material m ON m.id = r.material_id
WHERE p.id = ANY (%(partner)s::bigint[])
ORDER BY used, by_noun, by_code
LIMIT %(limit)s::int
