-- Let an active version end the day before a newly published one begins.
-- index: catalog_routing_active
UPDATE catalog_routing AS other
SET effective_to = new.effective_from - 1, revision = other.revision + 1
FROM catalog_routing AS new
WHERE new.id = ANY (%(ids)s::bigint[])
  AND other.material_id = new.material_id
  AND other.plant_id = new.plant_id AND other.state = 'active'
  AND other.effective_from < new.effective_from
  AND (other.effective_to IS NULL OR other.effective_to >= new.effective_from)
