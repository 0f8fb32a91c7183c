-- Choose places, lots and pieces for what comes back from an order: last issued first.
-- index: stock_movement_document, stock_movement_serial, stock_serial_pkey
-- A piece is with the order where its last movement took it there; lines that name pieces get these.
-- Of a lot no more comes back than is out, wherever earlier returns of it were put. A line without a
-- quantity gets all that is out of it.
WITH wanted AS (
    SELECT w.line, w.quantity
    FROM unnest(%(lines)s::int[], %(quantities)s::numeric[]) AS w (line, quantity)
), moved AS MATERIALIZED (
    SELECT m.* FROM stock_movement m
    WHERE m.document_type = %(document_type)s AND m.document_id = %(order)s::bigint
      AND m.kind IN ('issue', 'return') AND m.document_line = ANY (%(lines)s::int[])
), issued AS (
    SELECT m.document_line AS line, m.material_id, m.lot_id, NULL::bigint AS serial_id,
           CASE WHEN m.kind = 'return' THEN m.target_id ELSE m.source_id END AS place,
           sum(CASE WHEN m.kind = 'return' THEN -m.quantity ELSE m.quantity END) AS quantity,
           max(m.id) AS latest
    FROM moved m
    WHERE m.serial_id IS NULL
    GROUP BY 1, 2, 3, 5
    UNION ALL
    SELECT m.document_line, m.material_id, m.lot_id, m.serial_id, m.source_id, m.quantity, m.id
    FROM moved m
    WHERE m.serial_id IS NOT NULL AND m.kind = 'issue'
      AND NOT EXISTS (SELECT FROM stock_movement v
                      WHERE v.serial_id = m.serial_id AND v.id > m.id)
      AND (m.document_line <> ALL (%(named_lines)s::int[])
           OR m.serial_id = ANY (%(named)s::bigint[]))
), out AS (
    SELECT i.*, least(quantity, whole - given + quantity) AS left_of_lot
    FROM (SELECT i.*, sum(quantity) OVER lot AS whole,
                 sum(quantity) FILTER (WHERE quantity > 0) OVER (lot ORDER BY latest DESC) AS given
          FROM issued i
          WINDOW lot AS (PARTITION BY line, material_id, lot_id, serial_id)) i
    WHERE quantity > 0
), stacked AS (
    SELECT o.*, sum(left_of_lot) OVER (PARTITION BY line ORDER BY latest DESC) AS upto
    FROM out o WHERE left_of_lot > 0
)
SELECT w.line, s.material_id AS material, s.lot_id AS lot, s.place AS location,
       least(s.left_of_lot, w.quantity - (s.upto - s.left_of_lot)) AS quantity,
       s.serial_id AS serial
FROM wanted w
JOIN stacked s ON s.line = w.line
              AND (w.quantity IS NULL OR s.upto - s.left_of_lot < w.quantity)
ORDER BY w.line, s.latest DESC
