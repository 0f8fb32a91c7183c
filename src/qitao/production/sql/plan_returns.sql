-- Choose places and lots for what comes back from an order: last issued first.
-- index: stock_movement_document
WITH wanted AS (
    SELECT w.line, w.quantity
    FROM unnest(%(lines)s::int[], %(quantities)s::numeric[]) AS w (line, quantity)
), issued AS (
    SELECT m.document_line AS line, m.material_id, m.lot_id,
           CASE WHEN m.kind = 'return' THEN m.target_id ELSE m.source_id END AS place,
           sum(CASE WHEN m.kind = 'return' THEN -m.quantity ELSE m.quantity END) AS quantity,
           max(m.id) AS latest
    FROM stock_movement m
    WHERE m.document_type = %(document_type)s AND m.document_id = %(order)s::bigint
      AND m.kind IN ('issue', 'return') AND m.document_line = ANY (%(lines)s::int[])
    GROUP BY 1, 2, 3, 4
), stacked AS (
    SELECT i.*, sum(quantity) OVER (PARTITION BY line ORDER BY latest DESC) AS upto
    FROM issued i WHERE quantity > 0
)
SELECT w.line, s.material_id AS material, s.lot_id AS lot, s.place AS location,
       least(s.quantity, w.quantity - (s.upto - s.quantity)) AS quantity
FROM wanted w
JOIN stacked s ON s.line = w.line AND s.upto - s.quantity < w.quantity
ORDER BY w.line, s.latest DESC
