-- The parents above some groups and locations, all the way up: (noun, plant, code, parent).
-- index: catalog_materialgroup_code_key, catalog_location_plant_code
-- UNION keeps each place once, so that even a closed circle ends.
WITH RECURSIVE groups AS (
    SELECT id, code, parent_id FROM catalog_materialgroup WHERE code = ANY (%(groups)s::text[])
    UNION
    SELECT o.id, o.code, o.parent_id
    FROM groups g JOIN catalog_materialgroup o ON o.id = g.parent_id
), places AS (
    SELECT id, plant_id, code, parent_id
    FROM catalog_location WHERE code = ANY (%(locations)s::text[])
    UNION
    SELECT o.id, o.plant_id, o.code, o.parent_id
    FROM places l JOIN catalog_location o ON o.id = l.parent_id
)
SELECT '' AS plant, g.code, o.code AS parent
FROM groups g JOIN catalog_materialgroup o ON o.id = g.parent_id
UNION ALL
SELECT p.code, l.code, o.code
FROM places l JOIN catalog_location o ON o.id = l.parent_id JOIN people_plant p ON p.id = l.plant_id
