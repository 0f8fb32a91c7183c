-- Work centres of plants.
-- index: catalog_workcentre_plant_code
-- plan: custom
SELECT w.id, w.plant_id, p.code AS plant, w.code, w.name, w.name_en, w.kind, w.org_unit_id,
       coalesce(o.name, '') AS org_unit,
       coalesce(o.name_en, '') AS org_unit_en, w.capacity_minutes, w.cost_rate, w.line_side_location_id,
       coalesce(l.code, '') AS line_side_location,
       (SELECT count(*) FROM catalog_machine m
        WHERE m.work_centre_id = w.id AND m.active) AS machines,
       w.active, w.revision
FROM catalog_workcentre w
JOIN people_plant p ON p.id = w.plant_id
LEFT JOIN people_orgunit o ON o.id = w.org_unit_id
LEFT JOIN catalog_location l ON l.id = w.line_side_location_id
WHERE (%(work_centre)s::bigint IS NULL OR w.id = %(work_centre)s::bigint)
  AND (%(plants)s::bigint[] IS NULL OR w.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(active)s::boolean IS NULL OR w.active = %(active)s::boolean)
