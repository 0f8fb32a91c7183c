-- What a part that is split off an order takes over from it, and its number: the first free one.
-- index: production_workorder_pkey, production_workorder_number_key
SELECT o.lot_code, o.note, f.number
FROM production_workorder o
CROSS JOIN LATERAL (
    SELECT left(o.number, 59 - length(n::text)) || '-' || n AS number
    FROM generate_series(1, 1000) n
    WHERE NOT EXISTS (
        SELECT FROM production_workorder t
        WHERE t.number = left(o.number, 59 - length(n::text)) || '-' || n)
    ORDER BY n LIMIT 1
) f
WHERE o.id = %(order)s::bigint
