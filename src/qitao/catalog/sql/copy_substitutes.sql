-- Give a copied version the substitutes of its source, line by line number.
-- index: catalog_bomline_no, catalog_bomsubstitute_once
INSERT INTO catalog_bomsubstitute (line_id, material_id, ratio, priority)
SELECT t.id, s.material_id, s.ratio, s.priority
FROM catalog_bomsubstitute s
JOIN catalog_bomline l ON l.id = s.line_id
JOIN catalog_bomline t ON t.bom_id = %(target)s::bigint AND t.line_no = l.line_no
WHERE l.bom_id = %(source)s::bigint
ORDER BY t.id, s.material_id
