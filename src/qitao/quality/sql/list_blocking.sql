-- Inspections of business rows that may hold them back; the rule decides.
-- index: quality_inspection_source
SELECT i.source_type, i.source_id, i.source_line, i.id AS inspection,
       i.number || coalesce(' ' || p.name, '') AS label, i.kind, i.state, i.disposition, i.since
FROM quality_inspection i
LEFT JOIN quality_plan p ON p.id = i.plan_id
WHERE i.source_type = %(source_type)s::text AND i.source_id = ANY (%(source_ids)s::bigint[])
  AND i.blocking AND i.state IN ('open', 'failed')
  AND NOT EXISTS (SELECT FROM quality_inspection r WHERE r.repeats_id = i.id)
ORDER BY i.source_id, i.id
