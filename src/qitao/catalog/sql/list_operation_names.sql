-- The names of operations, each once: one stands in thousands of routings, so the index is leapt.
-- Of the English names of one the last by letters: an empty one only where there is no other.
-- index: catalog_operation_name
WITH RECURSIVE names AS (
    (SELECT name, name_en FROM catalog_routingoperation ORDER BY name, name_en DESC LIMIT 1)
    UNION ALL
    SELECT o.name, o.name_en
    FROM names n
    CROSS JOIN LATERAL (
        SELECT x.name, x.name_en FROM catalog_routingoperation x
        WHERE x.name > n.name ORDER BY x.name, x.name_en DESC LIMIT 1
    ) o
)
SELECT name, name_en FROM names LIMIT %(limit)s::int
