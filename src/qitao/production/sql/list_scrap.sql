-- What was scrapped between two moments by reason, most first, with the output that it was part of.
-- index: production_report_happened, catalog_material_search
-- plan: custom
SELECT x.code, coalesce(x.name, '') AS reason, coalesce(x.name_en, '') AS reason_en,
       sum(r.scrap) AS scrap, count(*) FILTER (WHERE r.scrap > 0)::int AS reports
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
JOIN production_workorder o ON o.id = p.order_id
LEFT JOIN catalog_scrapreason x ON x.id = r.scrap_reason_id
WHERE r.happened_at >= %(since)s::timestamptz AND r.happened_at < %(until)s::timestamptz
  AND r.scrap <> 0
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(work_centre)s::bigint IS NULL OR p.work_centre_id = %(work_centre)s::bigint)
  AND (%(product)s::text IS NULL OR o.material_id IN (
       SELECT m.id FROM catalog_material m
       WHERE catalog_pairs(m.search_text) @> catalog_pairs(lower(%(product)s::text))
         AND strpos(m.search_text, lower(%(product)s::text)) > 0))
  AND (%(operation)s::text IS NULL
       OR strpos(lower(p.name || ' ' || p.name_en), lower(%(operation)s::text)) > 0)
GROUP BY x.id
HAVING sum(r.scrap) > 0
ORDER BY scrap DESC, x.id
LIMIT 200
