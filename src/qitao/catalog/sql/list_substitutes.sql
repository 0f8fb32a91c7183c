-- The substitutes of many BOM lines, best first.
-- index: catalog_bomsubstitute_once
SELECT s.line_id, s.material_id, m.code, m.name, s.ratio, s.priority
FROM catalog_bomsubstitute s
JOIN catalog_material m ON m.id = s.material_id
WHERE s.line_id = ANY (%(lines)s::bigint[])
ORDER BY s.line_id, s.priority, m.code
