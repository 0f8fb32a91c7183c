-- Machines of plants and work centres.
-- index: catalog_machine_code_key
-- plan: custom
SELECT m.id, m.code, m.name, m.name_en, m.work_centre_id, w.code AS work_centre,
       w.name AS work_centre_name, w.name_en AS work_centre_name_en, w.plant_id,
       p.code AS plant, m.state, m.active, m.revision
FROM catalog_machine m
JOIN catalog_workcentre w ON w.id = m.work_centre_id
JOIN people_plant p ON p.id = w.plant_id
WHERE (%(machine)s::bigint IS NULL OR m.id = %(machine)s::bigint)
  AND (%(plants)s::bigint[] IS NULL OR w.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(work_centre)s::bigint IS NULL OR m.work_centre_id = %(work_centre)s::bigint)
  AND (%(work_centres)s::bigint[] IS NULL OR m.work_centre_id = ANY (%(work_centres)s::bigint[]))
  AND (%(search)s::text IS NULL
       OR strpos(lower(m.code || ' ' || m.name || ' ' || m.name_en), lower(%(search)s::text)) > 0)
  AND (%(active)s::boolean IS NULL OR m.active = %(active)s::boolean)
