-- For each wanted order: the material, its active BOM and its active routing at the plant on its day.
-- index: catalog_material_pkey, catalog_bom_active, catalog_routing_active
SELECT w.position, m.id AS material, m.code, m.kind, m.lot_tracked, m.active,
       b.id AS bom, r.id AS routing
FROM unnest(%(materials)s::bigint[], %(plants)s::bigint[], %(days)s::date[]) WITH ORDINALITY
         AS w (material, plant, day, position)
JOIN catalog_material m ON m.id = w.material
LEFT JOIN LATERAL (
    SELECT b.id FROM catalog_bom b
    WHERE b.material_id = w.material AND b.state = 'active'
      AND b.effective_from <= w.day
      AND (b.effective_to IS NULL OR b.effective_to >= w.day)
    ORDER BY b.effective_from DESC LIMIT 1
) b ON true
LEFT JOIN LATERAL (
    SELECT r.id FROM catalog_routing r
    WHERE r.material_id = w.material AND r.plant_id = w.plant AND r.state = 'active'
      AND r.effective_from <= w.day
      AND (r.effective_to IS NULL OR r.effective_to >= w.day)
    ORDER BY r.effective_from DESC LIMIT 1
) r ON true
ORDER BY w.position
