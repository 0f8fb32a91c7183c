-- What is at suppliers: each dispatch that stands, and how much of it has not come back.
-- index: none (schema)
CREATE VIEW production_outside AS
SELECT d.id, d.operation_id, d.partner_id, d.quantity, d.expected_on, d.slip, d.note,
       d.happened_at, b.quantity AS back, d.quantity - b.quantity AS open
FROM production_dispatch d
CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.good + r.scrap + r.rework), 0) AS quantity
    FROM production_takeback t
    JOIN production_report r ON r.id = t.report_id
    WHERE t.dispatch_id = d.id
      AND NOT EXISTS (SELECT FROM production_report c WHERE c.reverses_id = r.id)
) b
WHERE d.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM production_dispatch c WHERE c.reverses_id = d.id);
