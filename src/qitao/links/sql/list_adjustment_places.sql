-- The adjustment location of some plants: where opening stock comes from.
-- index: catalog_location_plant_kind
SELECT DISTINCT ON (plant_id) plant_id, id
FROM catalog_location
WHERE plant_id = ANY (%(plants)s::bigint[]) AND kind = 'adjustment' AND active
ORDER BY plant_id, id
