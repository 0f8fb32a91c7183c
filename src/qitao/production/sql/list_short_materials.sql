-- What an order lacks by its stored kit verdict, in figures that a sentence can name: what it does
-- not get now (`short`), or what others want of what it would get (`wanted`); a dated line has a day.
-- index: kitting_shortage_pkey, production_material_line
SELECT jsonb_build_object(
    'code', CASE WHEN s.short > 0 THEN 'short' ELSE 'wanted' END, 'material', m.code, 'name', m.name,
    'name_en', m.name_en, 'unit', u.name,
    'unit_en', coalesce(nullif(u.name_en, ''), u.code), 'short', trim_scale(s.gap)::text, 'dated', s.coverage_on IS NOT NULL)
FROM kitting_shortage s
JOIN production_ordermaterial om ON om.order_id = s.source_id AND om.line = s.source_line
JOIN catalog_material m ON m.id = om.material_id
JOIN catalog_unit u ON u.id = m.unit_id
WHERE s.source_type = 'work_order' AND s.source_id = %(order)s::bigint
ORDER BY s.short = 0, s.source_line LIMIT 20
