-- How far above the ordered quantity a plant may report.
-- index: production_plant_setting_pkey
SELECT plant_id AS plant, over_percent, over_pieces
FROM production_plant_setting WHERE plant_id = %(plant)s::bigint
