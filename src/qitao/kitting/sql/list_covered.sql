-- What the last check gave to the lines of sources, best rank first: what may be put aside.
-- index: kitting_verdict_pkey, kitting_demand_pkey, kitting_shortage_pkey
SELECT d.source_type, d.source_id, d.source_line AS line, d.plant_id AS plant,
       d.material_id AS material, d.quantity - coalesce(k.short, 0) AS covered,
       coalesce(s.allocation, 'all_or_nothing') = 'all_or_nothing' AS whole
FROM unnest(%(types)s::text[], %(ids)s::bigint[]) AS a (type, id)
JOIN kitting_verdict v ON v.source_type = a.type AND v.source_id = a.id
JOIN kitting_demand d ON d.source_type = v.source_type AND d.source_id = v.source_id
LEFT JOIN kitting_shortage k ON k.source_type = d.source_type AND k.source_id = d.source_id
                            AND k.source_line = d.source_line
LEFT JOIN kitting_plant_setting s ON s.plant_id = v.plant_id
WHERE d.quantity > coalesce(k.short, 0)
  AND (v.state = 'complete' OR v.state IN ('partial', 'short') AND s.allocation = 'partial')
ORDER BY v.priority, v.rank_on, v.source_id, v.source_type, d.source_line
