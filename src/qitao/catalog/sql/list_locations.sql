-- Places of plants.
-- index: catalog_location_plant_code, catalog_location_plant_kind
-- plan: custom
SELECT l.id, l.plant_id, p.code AS plant, l.code, l.name, l.name_en, l.kind, l.parent_id,
       coalesce(o.code, '') AS parent, l.allow_negative, l.pickable, l.pick_sequence,
       coalesce(w.code, '') AS work_centre, l.active, l.revision
FROM catalog_location l
JOIN people_plant p ON p.id = l.plant_id
LEFT JOIN catalog_location o ON o.id = l.parent_id
LEFT JOIN catalog_workcentre w ON w.id = l.work_centre_id
WHERE (%(location)s::bigint IS NULL OR l.id = %(location)s::bigint)
  AND (%(plants)s::bigint[] IS NULL OR l.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(kinds)s::text[] IS NULL OR l.kind = ANY (%(kinds)s::text[]))
  AND (%(active)s::boolean IS NULL OR l.active = %(active)s::boolean)
  AND (%(search)s::text IS NULL
       OR strpos(lower(l.code || ' ' || l.name || ' ' || l.name_en), lower(%(search)s::text)) > 0)
