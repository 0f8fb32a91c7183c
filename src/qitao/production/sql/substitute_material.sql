-- Put a substitute, or the BOM's own material again, in the place of a line's material.
-- index: production_ordermaterial_pkey, catalog_material_pkey
-- The ratio is to what the BOM says, which the line remembers.
UPDATE production_ordermaterial n
SET substitute_for_id = nullif(coalesce(substitute_for_id, material_id), %(material)s::bigint),
    material_id = %(material)s::bigint,
    original_per_unit = coalesce(original_per_unit, per_unit),
    original_required = coalesce(original_required, required),
    per_unit = coalesce(original_per_unit, per_unit) * %(ratio)s::numeric,
    required = catalog_round_up(
        coalesce(original_required, required) * %(ratio)s::numeric, u.decimals)
FROM catalog_material m
JOIN catalog_unit u ON u.id = m.unit_id
WHERE n.id = %(id)s::bigint AND m.id = %(material)s::bigint
RETURNING required
