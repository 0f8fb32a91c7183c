-- At which plants and in which org units some work centres stand now, those of some machines too.
-- index: catalog_workcentre_plant_code, catalog_machine_code_key
SELECT w.plant_id AS plant, w.org_unit_id AS org_unit
FROM unnest(%(plants)s::text[], %(work_centres)s::text[]) AS g (plant, code)
JOIN people_plant p ON p.code = g.plant
JOIN catalog_workcentre w ON w.plant_id = p.id AND w.code = g.code
UNION
SELECT w.plant_id, w.org_unit_id
FROM catalog_machine m JOIN catalog_workcentre w ON w.id = m.work_centre_id
WHERE m.code = ANY (%(machines)s::text[])
