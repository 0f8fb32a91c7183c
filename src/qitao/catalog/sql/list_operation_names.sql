-- The names of operations, each once: one stands in thousands of routings, so the index is leapt.
-- index: catalog_operation_name
WITH RECURSIVE names AS (
    (SELECT name FROM catalog_routingoperation ORDER BY name LIMIT 1)
    UNION ALL
    SELECT (SELECT o.name FROM catalog_routingoperation o
            WHERE o.name > n.name ORDER BY o.name LIMIT 1)
    FROM names n WHERE n.name IS NOT NULL
)
SELECT name FROM names WHERE name IS NOT NULL LIMIT %(limit)s::int
