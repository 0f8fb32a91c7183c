-- Plants as people write them; all, or those with one of the codes.
-- index: people_plant_code_key
-- plan: custom
SELECT p.code, p.name, o.code AS org_unit, p.time_zone, p.name_en
FROM people_plant p
JOIN people_orgunit o ON o.id = p.org_unit_id
WHERE (%(code)s::text[] IS NULL OR p.code = ANY (%(code)s::text[]))
ORDER BY p.code
