-- Take one substitute off a BOM line.
-- index: catalog_bomline_no, catalog_bomsubstitute_once
DELETE FROM catalog_bomsubstitute AS s
USING catalog_bomline AS l, catalog_material AS m
WHERE l.bom_id = %(bom)s::bigint AND l.line_no = %(line_no)s::int AND s.line_id = l.id
  AND m.code = %(substitute)s AND s.material_id = m.id
