-- The time zones that plants' days are counted in.
-- index: people_plant_pkey
SELECT id, time_zone FROM people_plant WHERE id = ANY (%(plants)s::bigint[])
