-- Which other active versions share a day with versions that are to be active.
-- index: catalog_routing_version
SELECT m.code AS material, new.version, other.version AS other, other.effective_from,
       other.effective_to
FROM catalog_routing AS new
JOIN catalog_routing AS other ON other.material_id = new.material_id
    AND other.plant_id = new.plant_id AND other.id <> new.id
    AND (other.state = 'active' OR other.id = ANY (%(ids)s::bigint[]))
    AND (other.effective_to IS NULL OR other.effective_to >= new.effective_from)
    AND (new.effective_to IS NULL OR new.effective_to >= other.effective_from)
JOIN catalog_material m ON m.id = new.material_id
WHERE new.id = ANY (%(ids)s::bigint[])
ORDER BY m.code, new.version, other.version
LIMIT %(limit)s::int
