-- Locations as people write them; all, or those with one of the keys.
-- index: catalog_location_plant_code
-- plan: custom
SELECT p.code AS plant, k.code, k.name, k.name_en, k.kind, k.allow_negative, k.pickable,
       k.pick_sequence, k.active, o.code AS parent, w.code AS work_centre
FROM catalog_location AS k
JOIN people_plant p ON p.id = k.plant_id
LEFT JOIN catalog_location o ON o.id = k.parent_id
LEFT JOIN catalog_workcentre w ON w.id = k.work_centre_id
WHERE (%(plant)s::text[] IS NULL OR p.code = ANY (%(plant)s::text[]))
  AND (%(code)s::text[] IS NULL OR k.code = ANY (%(code)s::text[]))
ORDER BY p.code, k.code
