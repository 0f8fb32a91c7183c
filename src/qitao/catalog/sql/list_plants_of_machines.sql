-- At which plants some machines stand now.
-- index: catalog_machine_code_key
SELECT DISTINCT p.code
FROM catalog_machine m
JOIN catalog_workcentre w ON w.id = m.work_centre_id
JOIN people_plant p ON p.id = w.plant_id
WHERE m.code = ANY (%(codes)s::text[])
