-- Work centres in use by code and name, to be found by letters.
-- index: none (a plant has some dozens; one is as good as all)
SELECT w.id, w.code, w.name, w.name_en, p.name AS plant, p.name_en AS plant_en
FROM catalog_workcentre w JOIN people_plant p ON p.id = w.plant_id
WHERE w.active
  AND (%(plants)s::bigint[] IS NULL OR w.plant_id = ANY (%(plants)s::bigint[]))
ORDER BY w.id LIMIT %(limit)s::int
