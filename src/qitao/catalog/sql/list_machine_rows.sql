-- Machines as people write them; all, or those with one of the keys.
-- index: catalog_machine_code_key
-- plan: custom
SELECT k.code, k.name, k.name_en, k.state, k.active, p.code AS plant, w.code AS work_centre
FROM catalog_machine AS k
JOIN catalog_workcentre w ON w.id = k.work_centre_id
JOIN people_plant p ON p.id = w.plant_id
WHERE (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY k.code
