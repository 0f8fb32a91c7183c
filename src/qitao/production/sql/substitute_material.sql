-- Put a substitute in the place of a line's material; the line remembers what the BOM said.
-- index: production_ordermaterial_pkey
UPDATE production_ordermaterial
SET substitute_for_id = coalesce(substitute_for_id, material_id), material_id = %(material)s::bigint,
    per_unit = per_unit * %(required)s::numeric / nullif(required, 0),
    required = %(required)s::numeric
WHERE id = %(id)s::bigint
