-- Reports with a slip as people write them; all, or those with one of the slips.
-- index: production_report_slip_key
-- plan: custom
SELECT r.slip, o.number, s.sequence, s.name AS operation, r.good, r.scrap, e.code AS scrap_reason,
       r.is_rework, coalesce(t.kind, 'run') AS kind, u.username AS operator, c.code AS machine, t.started_at,
       r.happened_at AS finished_at, r.note
FROM production_report r
JOIN production_orderoperation s ON s.id = r.operation_id
JOIN production_workorder o ON o.id = s.order_id
LEFT JOIN catalog_scrapreason e ON e.id = r.scrap_reason_id
LEFT JOIN people_user u ON u.id = r.operator_id
LEFT JOIN catalog_machine c ON c.id = r.machine_id
LEFT JOIN LATERAL (
    SELECT w.kind, w.started_at FROM production_workperiod w
    WHERE w.operation_id = r.operation_id AND w.ended_at = r.happened_at
      AND w.machine_id IS NOT DISTINCT FROM r.machine_id
    ORDER BY w.id LIMIT 1) t ON true
WHERE r.slip IS NOT NULL AND (%(slip)s::text[] IS NULL OR r.slip = ANY (%(slip)s::text[]))
ORDER BY r.slip
