-- Who delivers what.
-- index: catalog_supplieritem_once, catalog_supplieritem_partner
-- plan: custom
SELECT s.id, s.material_id, m.code AS material, m.name AS material_name,
       m.name_en AS material_name_en, s.partner_id,
       p.code AS partner, p.name AS partner_name, u.code AS unit, s.supplier_code,
       s.lead_time_days, s.price, s.quantity_min, s.quantity_max, s.preference, s.active, s.revision
FROM catalog_supplieritem s
JOIN catalog_material m ON m.id = s.material_id
JOIN catalog_partner p ON p.id = s.partner_id
JOIN catalog_unit u ON u.id = s.unit_id
WHERE (%(material)s::bigint IS NULL OR s.material_id = %(material)s::bigint)
  AND (%(partner)s::bigint IS NULL OR s.partner_id = %(partner)s::bigint)
  AND (%(active)s::boolean IS NULL OR s.active = %(active)s::boolean)
