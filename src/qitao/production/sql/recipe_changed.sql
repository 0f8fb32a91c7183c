-- Whether a newer BOM or routing holds today than the one that the order copied.
-- index: production_workorder_pkey, catalog_bom_active, catalog_routing_active
SELECT EXISTS (
    SELECT 1 FROM catalog_bom b
    WHERE b.material_id = o.material_id AND b.state = 'active' AND b.id <> coalesce(o.bom_id, 0)
      AND b.effective_from <= %(on_date)s::date
      AND (b.effective_to IS NULL OR b.effective_to >= %(on_date)s::date)
) OR EXISTS (
    SELECT 1 FROM catalog_routing r
    WHERE r.material_id = o.material_id AND r.plant_id = o.plant_id AND r.state = 'active'
      AND r.id <> coalesce(o.routing_id, 0)
      AND r.effective_from <= %(on_date)s::date
      AND (r.effective_to IS NULL OR r.effective_to >= %(on_date)s::date)
)
FROM production_workorder o WHERE o.id = %(order)s::bigint
