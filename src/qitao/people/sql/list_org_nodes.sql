-- The whole org tree with the plants that sit on its units.
-- index: none (reads all of a small table)
SELECT o.id, o.parent_id AS parent, p.id AS plant
FROM people_orgunit o
LEFT JOIN people_plant p ON p.org_unit_id = o.id
ORDER BY o.id
