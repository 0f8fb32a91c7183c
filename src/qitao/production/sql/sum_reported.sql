-- What all operations reported between two moments, good and scrap.
-- index: production_report_happened, catalog_material_search
-- plan: custom
SELECT coalesce(sum(r.good), 0) AS good, coalesce(sum(r.scrap), 0) AS scrap
FROM production_report r
JOIN production_orderoperation p ON p.id = r.operation_id
JOIN production_workorder o ON o.id = p.order_id
WHERE r.happened_at >= %(since)s::timestamptz AND r.happened_at < %(until)s::timestamptz
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(work_centre)s::bigint IS NULL OR p.work_centre_id = %(work_centre)s::bigint)
  AND (%(product)s::text IS NULL OR o.material_id IN (
       SELECT m.id FROM catalog_material m
       WHERE catalog_pairs(m.search_text) @> catalog_pairs(lower(%(product)s::text))
         AND strpos(m.search_text, lower(%(product)s::text)) > 0))
  AND (%(operation)s::text IS NULL
       OR strpos(lower(p.name || ' ' || p.name_en), lower(%(operation)s::text)) > 0)
