-- Set how far above the ordered quantity a plant may report.
-- index: production_plant_setting_pkey
INSERT INTO production_plant_setting (plant_id, over_percent, over_pieces)
VALUES (%(plant)s::bigint, %(over_percent)s::numeric, %(over_pieces)s::numeric)
ON CONFLICT (plant_id) DO UPDATE SET
    over_percent = excluded.over_percent, over_pieces = excluded.over_pieces
