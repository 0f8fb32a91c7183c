-- Which person put an order on hold, when and why.
-- index: production_workorder_pkey, base_journal_subject
-- plan: custom
SELECT o.hold_reason AS reason, o.state_since AS since, j.actor_name AS who
FROM production_workorder o
LEFT JOIN LATERAL (
    SELECT b.actor_name FROM base_journal b
    WHERE b.subject = 'work_order:' || o.id AND b.verb = 'production.hold_order' AND b.actor > 0
    ORDER BY b.id DESC LIMIT 1
) j ON true
WHERE o.id = %(order)s::bigint
