-- Orders at work with material still to be issued, or, `back`, with material that could come back.
-- index: production_order_state, production_material_line, production_operation_sequence
-- plan: custom
SELECT o.id, o.number, o.plant_id AS plant, p.name AS plant_name, m.code AS material_code,
       m.name AS material_name, m.name_en AS material_name_en, o.state, o.priority::int AS priority,
       o.due_on, coalesce(o.due_on, '9999-12-31') AS rank_on, k.open_lines, k.lines,
       w.id AS work_centre, coalesce(w.name, '') AS work_centre_name,
       coalesce(w.name_en, '') AS work_centre_name_en
FROM production_workorder o
JOIN people_plant p ON p.id = o.plant_id
JOIN catalog_material m ON m.id = o.material_id
CROSS JOIN LATERAL (
    SELECT count(*)::int AS lines,
           count(*) FILTER (WHERE CASE WHEN %(back)s::boolean THEN om.issued > om.returned
               ELSE om.required > om.issued - om.returned END)::int AS open_lines
    FROM production_ordermaterial om
    WHERE om.order_id = o.id AND (%(back)s::boolean OR NOT om.backflush)
) k
LEFT JOIN LATERAL (
    SELECT c.id, c.name, c.name_en FROM production_orderoperation x
    JOIN catalog_workcentre c ON c.id = x.work_centre_id
    WHERE x.order_id = o.id AND x.state <> 'finished'
    ORDER BY x.sequence LIMIT 1
) w ON true
WHERE o.state = ANY (%(states)s::text[])
  AND k.open_lines > 0
  AND (%(plants)s::bigint[] IS NULL OR o.plant_id = ANY (%(plants)s::bigint[]))
  AND (%(work_centre)s::bigint IS NULL OR w.id = %(work_centre)s::bigint)
  AND (%(words)s::text IS NULL OR strpos(lower(o.number), lower(%(words)s::text)) > 0
       OR strpos(m.search_text, lower(%(words)s::text)) > 0)
