-- Set how a plant checks its kits.
-- index: kitting_plant_setting_pkey
INSERT INTO kitting_plant_setting (plant_id, interception, allocation, incoming_days,
                                   stale_after_seconds)
VALUES (%(plant)s::bigint, %(interception)s::smallint, %(allocation)s, %(incoming_days)s::int,
        %(stale_after_seconds)s::int)
ON CONFLICT (plant_id) DO UPDATE SET
    interception = excluded.interception, allocation = excluded.allocation,
    incoming_days = excluded.incoming_days, stale_after_seconds = excluded.stale_after_seconds
