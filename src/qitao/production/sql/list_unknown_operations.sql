-- Which (order number, sequence) pairs name no operation.
-- index: production_workorder_number_key, production_operation_sequence
SELECT w.number || '/' || w.sequence
FROM (SELECT DISTINCT number, sequence
      FROM unnest(%(numbers)s::text[], %(sequences)s::int[]) AS x (number, sequence)) w
WHERE NOT EXISTS (
    SELECT 1 FROM production_workorder o
    JOIN production_orderoperation p ON p.order_id = o.id
    WHERE o.number = w.number AND p.sequence = w.sequence)
ORDER BY w.number, w.sequence LIMIT %(limit)s
