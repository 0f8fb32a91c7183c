-- Classes of materials.
-- index: catalog_materialgroup_code_key
-- plan: custom
SELECT g.id, g.code, g.name, g.name_en, g.parent_id, coalesce(o.code, '') AS parent, g.active, g.revision
FROM catalog_materialgroup g
LEFT JOIN catalog_materialgroup o ON o.id = g.parent_id
WHERE (%(material_group)s::bigint IS NULL OR g.id = %(material_group)s::bigint)
  AND (%(active)s::boolean IS NULL OR g.active = %(active)s::boolean)
