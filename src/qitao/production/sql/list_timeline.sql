-- One order's story: verbs, refusals and steps of its flow, newest first.
-- What a verb did to many orders stands in the story of each as a part of it.
-- index: base_journal_subject, base_refusal_subject, flow_instance_business, flow_log_instance
-- plan: custom
WITH operations AS MATERIALIZED (
    SELECT id, name, name_en FROM production_orderoperation WHERE order_id = %(order)s::bigint
), subjects AS MATERIALIZED (
    SELECT 'work_order:' || %(order)s::bigint AS subject, '' AS about, '' AS about_en
    UNION ALL
    SELECT kind || p.id, p.name, p.name_en
    FROM operations p CROSS JOIN (VALUES ('operation:'), ('order_operation:')) AS k (kind)
    UNION ALL
    SELECT 'report:' || r.id, p.name, p.name_en
    FROM operations p JOIN production_report r ON r.operation_id = p.id
    UNION ALL
    SELECT 'dispatch:' || d.id, p.name, p.name_en
    FROM operations p JOIN production_dispatch d ON d.operation_id = p.id
    UNION ALL
    SELECT 'receipt:' || r.id, '', '' FROM production_receipt r WHERE r.order_id = %(order)s::bigint
    UNION ALL
    SELECT 'inspection:' || i.id, i.number || ' ' || p.name,
           i.number || ' ' || coalesce(nullif(p.name_en, ''), p.name)
    FROM operations p
    JOIN quality_inspection i ON i.source_type = 'order_operation' AND i.source_id = p.id
    UNION ALL
    SELECT 'non_conformance:' || n.id, n.number || ' ' || p.name,
           n.number || ' ' || coalesce(nullif(p.name_en, ''), p.name)
    FROM operations p
    JOIN quality_inspection i ON i.source_type = 'order_operation' AND i.source_id = p.id
    JOIN quality_nonconformance n ON n.inspection_id = i.id
), story AS (
    SELECT 'verb' AS kind, j.id, j.recorded_at AS at, j.verb AS what, '' AS name, '' AS name_en, s.about,
           s.about_en, j.actor_name AS who, j.door, j.cause, '' AS tag, '' AS code,
           j.given::text AS evidence, NULL::float AS lasted_seconds, NULL AS left_node,
           NULL AS left_name, NULL AS left_name_en
    FROM subjects s JOIN base_journal j ON j.subject = s.subject
    WHERE j.parent IS NULL OR j.verb LIKE 'production.%%'
    UNION ALL
    SELECT 'refusal', r.id, r.recorded_at, r.verb, '', '', s.about, s.about_en, r.actor_name,
           r.door, r.cause, '', r.code, r.evidence::text, NULL, NULL, NULL, NULL
    FROM subjects s JOIN base_refusal r ON r.subject = s.subject
    UNION ALL
    SELECT 'step', l.id, l.at, n.key, n.name, n.name_en, '', '', coalesce(u.name, ''), '', l.cause, l.tag,
           l.code, l.evidence::text,
           CASE WHEN l.from_node IS NOT NULL THEN extract(epoch FROM l.waited + l.worked) END,
           f.key, f.name, f.name_en
    FROM flow_instance i
    JOIN flow_log l ON l.instance_id = i.id
    JOIN flow_node n ON n.id = l.to_node
    LEFT JOIN flow_node f ON f.id = l.from_node
    LEFT JOIN people_user u ON u.id = l.actor
    WHERE i.business_type = 'work_order' AND i.business_id = %(order)s::bigint
)
SELECT * FROM story
WHERE %(after_at)s::timestamptz IS NULL
   OR at < %(after_at)s::timestamptz
   OR (at = %(after_at)s::timestamptz
       AND (kind > %(after_kind)s::text
            OR (kind = %(after_kind)s::text AND id < %(after_id)s::bigint)))
ORDER BY at DESC, kind, id DESC
LIMIT %(limit)s
