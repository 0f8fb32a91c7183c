-- Insert or update supplier items by material and partner; equal rows are left alone.
-- index: catalog_supplieritem_once
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_supplieritem AS kept
        (material_id, partner_id, unit_id, supplier_code, lead_time_days, price, quantity_min,
        quantity_max, preference, active)
    SELECT m.id, p.id, coalesce(u.id, m.unit_id), g.supplier_code, g.lead_time_days, g.price,
           g.quantity_min, g.quantity_max, g.preference, g.active
    FROM json_to_recordset(%(rows)s::json) AS g (
        material text, partner text, unit text, supplier_code text, lead_time_days int,
        price numeric, quantity_min numeric, quantity_max numeric, preference int, active boolean)
    JOIN catalog_material m ON m.code = g.material
    JOIN catalog_partner p ON p.code = g.partner
    LEFT JOIN catalog_unit u ON u.code = g.unit
    ORDER BY m.id, p.id
    ON CONFLICT (material_id, partner_id) DO UPDATE SET
        unit_id = excluded.unit_id, supplier_code = excluded.supplier_code,
        lead_time_days = excluded.lead_time_days, price = excluded.price,
        quantity_min = excluded.quantity_min, quantity_max = excluded.quantity_max,
        preference = excluded.preference, active = excluded.active,
        revision = kept.revision + 1
    WHERE (kept.unit_id, kept.supplier_code, kept.lead_time_days, kept.price, kept.quantity_min,
           kept.quantity_max, kept.preference, kept.active)
        IS DISTINCT FROM
          (excluded.unit_id, excluded.supplier_code, excluded.lead_time_days, excluded.price,
           excluded.quantity_min, excluded.quantity_max, excluded.preference, excluded.active)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
