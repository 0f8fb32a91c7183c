-- Write a slip of material movements.
-- index: none (insert only)
INSERT INTO production_requisition (order_id, kind, slip, reason, report_id, happened_at)
VALUES (%(order)s::bigint, %(kind)s::text, %(slip)s::text, %(reason)s::text, %(report)s::bigint,
        %(happened_at)s::timestamptz)
RETURNING id
