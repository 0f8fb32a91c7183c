-- The plant of a location and its virtual counterpart of one kind.
-- index: catalog_location_pkey, catalog_location_plant_kind
SELECT c.plant_id AS plant, (
    SELECT v.id FROM catalog_location v
    WHERE v.plant_id = c.plant_id AND v.kind = %(kind)s::text ORDER BY v.id LIMIT 1
) AS counterpart
FROM catalog_location c WHERE c.id = %(location)s::bigint
