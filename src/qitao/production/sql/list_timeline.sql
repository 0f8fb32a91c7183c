-- One order's story: verbs, refusals and steps of its flow, newest first.
-- index: base_journal_subject, base_refusal_subject, flow_instance_business, flow_log_instance
-- plan: custom
WITH subjects AS (
    SELECT 'work_order:' || o.id AS subject FROM production_workorder o WHERE o.id = %(order)s::bigint
    UNION ALL
    SELECT 'operation:' || p.id FROM production_orderoperation p
    WHERE p.order_id = %(order)s::bigint
    UNION ALL
    SELECT 'report:' || r.id FROM production_report r
    JOIN production_orderoperation p ON p.id = r.operation_id
    WHERE p.order_id = %(order)s::bigint
)
SELECT * FROM (
    (SELECT 'verb' AS kind, j.id, j.recorded_at AS at, j.verb AS what, j.actor_name AS who,
            j.door, j.cause, '' AS code, j.given AS evidence, NULL::float AS waited_seconds
     FROM base_journal j JOIN subjects s ON s.subject = j.subject
     WHERE j.parent IS NULL
     ORDER BY j.id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT 'refusal', r.id, r.recorded_at, r.verb, r.actor_name, r.door, r.cause, r.code,
            r.evidence, NULL
     FROM base_refusal r JOIN subjects s ON s.subject = r.subject
     ORDER BY r.id DESC LIMIT %(limit)s)
    UNION ALL
    (SELECT 'step', l.id, l.at, coalesce(n.key, ''), coalesce(u.name, ''), '', l.cause
            || CASE WHEN l.tag = '' THEN '' ELSE ' ' || l.tag END, l.code, l.evidence,
            extract(epoch FROM l.waited)
     FROM flow_instance i
     JOIN flow_log l ON l.instance_id = i.id
     LEFT JOIN flow_node n ON n.id = l.to_node
     LEFT JOIN people_user u ON u.id = l.actor
     WHERE i.business_type = 'work_order' AND i.business_id = %(order)s::bigint
     ORDER BY l.id DESC LIMIT %(limit)s)
) story
ORDER BY at DESC, kind, id DESC
LIMIT %(limit)s
