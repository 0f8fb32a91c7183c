-- Plants, of those that the reader may know.
-- index: people_plant_pkey
SELECT p.id, p.code, p.name, p.name_en, p.org_unit_id AS org_unit, p.time_zone, p.active
FROM people_plant p
WHERE (%(plants)s::bigint[] IS NULL OR p.id = ANY (%(plants)s::bigint[]))
  AND (%(code)s::text IS NULL OR p.code = %(code)s::text)
  AND (%(active)s::boolean IS NULL OR p.active = %(active)s::boolean)
