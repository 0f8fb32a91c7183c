-- How a plant checks its kits.
-- index: kitting_plant_setting_pkey
SELECT plant_id AS plant, interception, allocation, incoming_days, stale_after_seconds
FROM kitting_plant_setting WHERE plant_id = %(plant)s::bigint
