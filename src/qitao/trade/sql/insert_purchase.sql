-- Write a new order with its lines, a number drawn where none is given; none where it is taken.
-- index: trade_purchase_order_number_key
WITH head AS (
    INSERT INTO trade_purchase_order (plant_id, number, partner_id, ordered_on, note, state_since)
    VALUES (%(plant)s::bigint, coalesce(%(number)s::text,
                'PO-' || lpad(nextval('trade_purchase_number')::text, 6, '0')), %(partner)s::bigint, %(ordered_on)s::date, %(note)s,
            %(at)s::timestamptz)
    ON CONFLICT (number) DO NOTHING
    RETURNING id, number
), lines AS (
    INSERT INTO trade_purchase_line (order_id, line, material_id, ordered, expected_on, unit_price)
    SELECT h.id, l.line, l.material, l.quantity, l.expected_on, l.unit_price
    FROM head h, unnest(%(materials)s::bigint[], %(quantities)s::numeric[], %(expected)s::date[],
        %(prices)s::numeric[]) WITH ORDINALITY AS l (material, quantity, expected_on, unit_price,
                                                     line)
)
SELECT id, number FROM head
