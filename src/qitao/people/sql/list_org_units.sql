-- Org units with the plant that sits on them.
-- index: people_orgunit_pkey
SELECT o.id, o.code, o.name, o.name_en, o.kind, o.parent_id AS parent, p.id AS plant, o.active
FROM people_orgunit o
LEFT JOIN people_plant p ON p.org_unit_id = o.id
WHERE (%(org_unit)s::bigint IS NULL OR o.id = %(org_unit)s::bigint)
  AND (%(code)s::text IS NULL OR o.code = %(code)s::text)
  AND (%(parent)s::bigint IS NULL OR o.parent_id = %(parent)s::bigint)
  AND (%(active)s::boolean IS NULL OR o.active = %(active)s::boolean)
