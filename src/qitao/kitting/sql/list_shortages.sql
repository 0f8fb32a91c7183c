-- The short materials of a plant: gap, orders hit, what is there and when more comes.
-- index: kitting_shortage_material, kitting_supply_due, stock_account_key
-- plan: custom
-- Stock and supply are looked up for the page alone, not for all that is short.
WITH hit AS MATERIALIZED (
    SELECT k.material_id, k.source_type, k.source_id, sum(k.gap) AS short,
           sum(k.required) AS required, max(k.coverage_on) AS coverage_on,
           bool_or(k.coverage_on IS NULL) AS open_ended
    FROM kitting_shortage k
    WHERE k.plant_id = %(plant)s::bigint
    GROUP BY k.material_id, k.source_type, k.source_id
), short AS MATERIALIZED (
    SELECT h.material_id, sum(h.short) AS short, sum(h.required) AS required,
           count(*)::int AS orders, min(v.rank_on) AS rank_on, min(v.needed_at) AS needed_at,
           max(h.coverage_on) AS coverage_on, bool_or(h.open_ended) AS open_ended
    FROM hit h
    JOIN kitting_verdict v ON v.source_type = h.source_type AND v.source_id = h.source_id
    WHERE v.active AND v.lines_short > 0
    GROUP BY h.material_id
), part AS MATERIALIZED (
    SELECT s.*, m.code, m.name, m.name_en, m.spec, m.kind, u.code AS unit
    FROM short s
    JOIN catalog_material m ON m.id = s.material_id
    JOIN catalog_unit u ON u.id = m.unit_id
    WHERE %(words)s::text IS NULL OR m.code ILIKE %(words)s::text OR m.name ILIKE %(words)s::text
       OR m.pinyin ILIKE %(words)s::text
    ORDER BY s.orders DESC, s.rank_on, s.material_id
    OFFSET %(offset)s::int LIMIT %(limit)s::int
)
SELECT s.material_id AS material, s.code, s.name, s.name_en, s.spec, s.kind, s.unit, s.short,
       s.required, s.orders, nullif(s.rank_on, '9999-12-31') AS due_on, s.needed_at,
       CASE WHEN NOT s.open_ended THEN s.coverage_on END AS coverage_on,
       h.on_hand, h.reserved, h.elsewhere, coalesce(i.quantity, 0) AS incoming,
       coalesce(i.counted, 0) AS counted, i.expected_on,
       i.label AS expected_from, i.source_type AS expected_type, i.source_id AS expected_id
FROM part s
CROSS JOIN LATERAL (
    SELECT coalesce(sum(p.quantity), 0) AS on_hand, coalesce(sum(p.reserved), 0) AS reserved,
           coalesce(sum(a.quantity) FILTER (WHERE p.id IS NULL), 0) AS elsewhere
    FROM stock_account a
    LEFT JOIN kitting_pickable p ON p.id = a.id AND p.plant_id = %(plant)s::bigint
                                AND (p.expires_on IS NULL OR p.expires_on >= %(today)s::date)
    WHERE a.material_id = s.material_id AND a.quantity > 0
) h
LEFT JOIN LATERAL (
    SELECT sum(c.quantity) OVER () AS quantity,
           sum(c.quantity) FILTER (WHERE c.expected_on <= %(today)s::date + p.incoming_days)
               OVER () AS counted, c.expected_on, c.label, c.source_type, c.source_id
    FROM kitting_supply c
    LEFT JOIN kitting_plant_setting p ON p.plant_id = c.plant_id
    WHERE c.material_id = s.material_id AND c.plant_id = %(plant)s::bigint
    ORDER BY c.expected_on NULLS LAST, c.source_id
    LIMIT 1
) i ON true
ORDER BY s.orders DESC, s.rank_on, s.material_id
