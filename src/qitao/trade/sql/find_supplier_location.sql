-- The plant's virtual supplier location.
-- index: catalog_location_plant_kind
SELECT id FROM catalog_location
WHERE plant_id = %(plant)s::bigint AND kind = 'supplier' AND active ORDER BY id LIMIT 1
