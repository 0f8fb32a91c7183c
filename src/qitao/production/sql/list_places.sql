-- The plant of each given place.
-- index: catalog_location_pkey
SELECT id, code, plant_id AS plant FROM catalog_location WHERE id = ANY (%(places)s::bigint[])
