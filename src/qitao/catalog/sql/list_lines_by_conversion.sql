-- Which drafts and active BOMs have lines that need a conversion which nothing else replaces.
-- index: catalog_bomline_unit_id_33e7d632
SELECT DISTINCT p.code || ' / ' || b.version AS bom
FROM catalog_unitconversion v
JOIN catalog_bomline l ON l.unit_id IN (v.from_unit_id, v.to_unit_id)
    AND (v.material_id IS NULL OR l.component_id = v.material_id)
JOIN catalog_material c ON c.id = l.component_id
    AND c.unit_id IN (v.from_unit_id, v.to_unit_id) AND c.unit_id <> l.unit_id
JOIN catalog_bom b ON b.id = l.bom_id AND b.state <> 'retired'
JOIN catalog_material p ON p.id = b.material_id
WHERE v.id = %(conversion)s::bigint AND NOT EXISTS (
    SELECT FROM catalog_unitconversion o
    WHERE o.id <> v.id AND (o.material_id IS NULL OR o.material_id = c.id)
      AND ((o.from_unit_id = l.unit_id AND o.to_unit_id = c.unit_id)
        OR (o.from_unit_id = c.unit_id AND o.to_unit_id = l.unit_id)))
ORDER BY 1
LIMIT 20
