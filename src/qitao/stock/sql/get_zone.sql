-- The time zone that a plant's days are counted in.
-- index: people_plant_pkey
SELECT time_zone FROM people_plant WHERE id = %(plant)s::bigint
