-- Insert or update materials by code; equal rows are left alone.
-- index: catalog_material_code_key
-- Sorted by key, so that two savers never deadlock.
WITH written AS (
    INSERT INTO catalog_material AS kept
        (code, name, name_en, spec, drawing_no, kind, lot_tracked, serial_tracked, shelf_life_days,
        safety_stock, reorder_point, lead_time_days, standard_cost, backflush, image, active,
        pinyin, letters, unit_id, group_id)
    SELECT g.code, g.name, g.name_en, g.spec, g.drawing_no, g.kind, g.lot_tracked,
           g.serial_tracked, g.shelf_life_days, g.safety_stock, g.reorder_point, g.lead_time_days,
           g.standard_cost, g.backflush, g.image, g.active, g.pinyin, g.letters, u.id, c.id
    FROM json_to_recordset(%(rows)s::json) AS g (
        code text, name text, name_en text, spec text, drawing_no text, kind text,
        lot_tracked boolean, serial_tracked boolean, shelf_life_days int, safety_stock numeric,
        reorder_point numeric, lead_time_days int, standard_cost numeric, backflush boolean,
        image text, active boolean, pinyin text, letters text, unit text, "group" text)
    JOIN catalog_unit u ON u.code = g.unit
    LEFT JOIN catalog_materialgroup c ON c.code = g."group"
    ORDER BY g.code
    ON CONFLICT (code) DO UPDATE SET
        name = excluded.name, name_en = excluded.name_en, spec = excluded.spec,
        drawing_no = excluded.drawing_no, kind = excluded.kind,
        lot_tracked = excluded.lot_tracked, serial_tracked = excluded.serial_tracked,
        shelf_life_days = excluded.shelf_life_days, safety_stock = excluded.safety_stock,
        reorder_point = excluded.reorder_point, lead_time_days = excluded.lead_time_days,
        standard_cost = excluded.standard_cost, backflush = excluded.backflush,
        image = excluded.image, active = excluded.active, pinyin = excluded.pinyin,
        letters = excluded.letters, unit_id = excluded.unit_id, group_id = excluded.group_id,
        revision = kept.revision + 1
    WHERE (kept.name, kept.name_en, kept.spec, kept.drawing_no, kept.kind, kept.lot_tracked,
           kept.serial_tracked, kept.shelf_life_days, kept.safety_stock, kept.reorder_point,
           kept.lead_time_days, kept.standard_cost, kept.backflush, kept.image, kept.active,
           kept.pinyin, kept.letters, kept.unit_id, kept.group_id)
        IS DISTINCT FROM
          (excluded.name, excluded.name_en, excluded.spec, excluded.drawing_no, excluded.kind,
           excluded.lot_tracked, excluded.serial_tracked, excluded.shelf_life_days,
           excluded.safety_stock, excluded.reorder_point, excluded.lead_time_days,
           excluded.standard_cost, excluded.backflush, excluded.image, excluded.active,
           excluded.pinyin, excluded.letters, excluded.unit_id, excluded.group_id)
    RETURNING xmax = 0 AS created
)
SELECT count(*) FILTER (WHERE created) AS created, count(*) FILTER (WHERE NOT created) AS updated
FROM written
