-- Supplier items as people write them; all, or those with one of the keys.
-- index: catalog_supplieritem_once
-- plan: custom
SELECT m.code AS material, p.code AS partner, u.code AS unit, k.supplier_code, k.lead_time_days,
       k.price, k.quantity_min, k.quantity_max, k.preference, k.active
FROM catalog_supplieritem AS k
JOIN catalog_material m ON m.id = k.material_id
JOIN catalog_partner p ON p.id = k.partner_id
JOIN catalog_unit u ON u.id = k.unit_id
WHERE (%(material)s::text[] IS NULL OR m.code = ANY (%(material)s::text[]))
  AND (%(partner)s::text[] IS NULL OR p.code = ANY (%(partner)s::text[]))
ORDER BY m.code, p.code
