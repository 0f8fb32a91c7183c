-- Write the lines of a purchase order.
-- index: none (insert only)
INSERT INTO trade_purchase_line (order_id, line, material_id, ordered, unit_price, expected_on)
SELECT %(order)s::bigint, w.position * 10, w.material, w.quantity, w.price, w.expected_on
FROM unnest(%(materials)s::bigint[], %(quantities)s::numeric[], %(prices)s::numeric[],
            %(expected)s::date[])
     WITH ORDINALITY AS w (material, quantity, price, expected_on, position)
