-- Drop the substitutes of a BOM version that are not among the given ones.
-- index: catalog_bomline_no, catalog_bomsubstitute_once
DELETE FROM catalog_bomsubstitute s
USING catalog_bomline l, catalog_material m
WHERE l.bom_id = %(bom)s::bigint AND s.line_id = l.id AND m.id = s.material_id
  AND NOT EXISTS (
      SELECT FROM unnest(%(line_nos)s::int[], %(substitutes)s::text[]) AS g (line_no, substitute)
      WHERE g.line_no = l.line_no AND g.substitute = m.code)
