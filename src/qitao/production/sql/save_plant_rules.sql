-- Set how far above the ordered quantity a plant may report; null leaves what was set.
-- index: production_plant_setting_pkey
INSERT INTO production_plant_setting (plant_id, over_percent, over_pieces)
VALUES (%(plant)s::bigint, coalesce(%(over_percent)s::numeric, 0),
        coalesce(%(over_pieces)s::numeric, 0))
ON CONFLICT (plant_id) DO UPDATE SET
    over_percent = coalesce(%(over_percent)s::numeric, production_plant_setting.over_percent),
    over_pieces = coalesce(%(over_pieces)s::numeric, production_plant_setting.over_pieces)
