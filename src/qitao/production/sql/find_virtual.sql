-- The plant's virtual and finished-goods locations of a kind.
-- index: catalog_location_plant_kind
SELECT id FROM catalog_location
WHERE plant_id = %(plant)s::bigint AND kind = %(kind)s::text AND active
ORDER BY pick_sequence, id LIMIT 1
