-- Who holds short materials: those who put some aside, then those whose kit is complete with it.
-- index: stock_account_key, stock_reservation_account, kitting_demand_rank
WITH hold AS (
    SELECT m.material, r.holder_type AS type, r.holder_id AS id, sum(r.quantity) AS reserved,
           0::numeric AS needed
    FROM unnest(%(materials)s::bigint[]) AS m (material)
    JOIN stock_account a ON a.material_id = m.material
    JOIN catalog_location l ON l.id = a.location_id AND l.plant_id = %(plant)s::bigint
    JOIN stock_reservation r ON r.account_id = a.id
    GROUP BY m.material, r.holder_type, r.holder_id
    UNION ALL
    SELECT m.material, d.source_type, d.source_id, 0, sum(d.quantity)
    FROM unnest(%(materials)s::bigint[]) AS m (material)
    JOIN kitting_demand d ON d.material_id = m.material AND d.plant_id = %(plant)s::bigint
                         AND d.active AND d.quantity > 0
    JOIN kitting_verdict v ON v.source_type = d.source_type AND v.source_id = d.source_id
    WHERE v.state = 'complete'
    GROUP BY m.material, d.source_type, d.source_id
), placed AS (
    SELECT material, type, id, sum(reserved) AS reserved,
           greatest(sum(reserved), sum(needed)) AS quantity,
           row_number() OVER (PARTITION BY material
               ORDER BY greatest(sum(reserved), sum(needed)) DESC, id) AS place
    FROM hold GROUP BY material, type, id
)
SELECT p.material, p.type AS source_type, p.id AS source_id,
       coalesce(v.label, p.type || ' ' || p.id) AS label, v.priority, v.due_on, p.quantity,
       p.reserved
FROM placed p
LEFT JOIN LATERAL (
    SELECT v.label, v.priority, v.due_on FROM kitting_verdict v
    WHERE v.source_type = p.type AND v.source_id = p.id LIMIT 1
) v ON true
WHERE p.place <= %(holders)s::int
ORDER BY p.material, p.place
