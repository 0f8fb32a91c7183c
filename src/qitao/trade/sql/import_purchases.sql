-- Write orders of another system by their numbers with all their lines; equal ones stay untouched.
-- index: trade_purchase_order_number_key, trade_purchase_line_once
WITH head AS MATERIALIZED (
    SELECT * FROM unnest(%(numbers)s::text[], %(plants)s::bigint[], %(partners)s::bigint[],
        %(states)s::text[], %(ordered_on)s::date[]
    ) AS h (number, plant, partner, state, ordered_on)
), put AS (
    INSERT INTO trade_purchase_order AS o (number, plant_id, partner_id, state, ordered_on,
                                           state_since)
    SELECT number, plant, partner, state, ordered_on, %(at)s::timestamptz FROM head ORDER BY number
    ON CONFLICT (number) DO UPDATE SET
        plant_id = excluded.plant_id, partner_id = excluded.partner_id, state = excluded.state,
        ordered_on = excluded.ordered_on,
        state_since = CASE WHEN o.state = excluded.state THEN o.state_since
                           ELSE excluded.state_since END
    WHERE (o.plant_id, o.partner_id, o.state, o.ordered_on)
        IS DISTINCT FROM (excluded.plant_id, excluded.partner_id, excluded.state,
                          excluded.ordered_on)
    RETURNING id, number, xmax = 0 AS fresh
), known AS MATERIALIZED (
    SELECT id, number FROM put
    UNION ALL
    SELECT o.id, o.number FROM trade_purchase_order o JOIN head h ON h.number = o.number
    WHERE NOT EXISTS (SELECT FROM put p WHERE p.number = h.number)
), line AS MATERIALIZED (
    SELECT p.id AS order_id, l.*
    FROM unnest(%(line_numbers)s::text[], %(lines)s::int[], %(materials)s::bigint[],
        %(ordered)s::numeric[], %(received)s::numeric[], %(rejected)s::numeric[],
        %(stocked)s::numeric[], %(prices)s::numeric[], %(expected)s::date[]
    ) AS l (number, line, material, ordered, received, rejected, stocked, price, expected_on)
    JOIN known p ON p.number = l.number
), gone AS (
    DELETE FROM trade_purchase_line t USING known p
    WHERE t.order_id = p.id
      AND NOT EXISTS (SELECT FROM line l WHERE l.order_id = t.order_id AND l.line = t.line)
    RETURNING t.order_id
), lines AS (
    INSERT INTO trade_purchase_line AS t (order_id, line, material_id, ordered, received, rejected,
                                          stocked, unit_price, expected_on)
    SELECT order_id, line, material, ordered, received, rejected, stocked, price, expected_on
    FROM line ORDER BY order_id, line
    ON CONFLICT (order_id, line) DO UPDATE SET
        material_id = excluded.material_id, ordered = excluded.ordered,
        received = excluded.received, rejected = excluded.rejected, stocked = excluded.stocked,
        unit_price = excluded.unit_price, expected_on = excluded.expected_on
    WHERE (t.material_id, t.ordered, t.received, t.rejected, t.stocked, t.unit_price,
           t.expected_on)
        IS DISTINCT FROM (excluded.material_id, excluded.ordered, excluded.received,
            excluded.rejected, excluded.stocked, excluded.unit_price, excluded.expected_on)
    RETURNING t.order_id
)
SELECT p.id AS "order", coalesce(bool_or(p.fresh), false) AS fresh
FROM (
    SELECT id, fresh FROM put
    UNION ALL SELECT order_id, false FROM gone
    UNION ALL SELECT order_id, false FROM lines
) p
GROUP BY p.id ORDER BY p.id
