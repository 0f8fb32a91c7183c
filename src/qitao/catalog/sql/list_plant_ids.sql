-- The ids of plants by code.
-- index: people_plant_code_key
SELECT id FROM people_plant WHERE code = ANY (%(codes)s::text[]) ORDER BY id
