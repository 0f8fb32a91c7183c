-- Write the lines of purchase orders as another system knows them.
-- index: trade_purchase_order_number_key, trade_purchase_line_once
INSERT INTO trade_purchase_line
    (order_id, line, material_id, ordered, received, rejected, stocked, unit_price, expected_on)
SELECT o.id, w.line, w.material, w.ordered, w.received, w.rejected, w.stocked, w.price,
       w.expected_on
FROM unnest(%(numbers)s::text[], %(lines)s::int[], %(materials)s::bigint[],
            %(ordered)s::numeric[], %(received)s::numeric[], %(rejected)s::numeric[],
            %(stocked)s::numeric[], %(prices)s::numeric[], %(expected)s::date[])
     AS w (number, line, material, ordered, received, rejected, stocked, price, expected_on)
JOIN trade_purchase_order o ON o.number = w.number
ORDER BY o.id, w.line
ON CONFLICT (order_id, line) DO UPDATE
    SET material_id = excluded.material_id, ordered = excluded.ordered,
        received = excluded.received, rejected = excluded.rejected, stocked = excluded.stocked,
        unit_price = excluded.unit_price, expected_on = excluded.expected_on
    WHERE (trade_purchase_line.material_id, trade_purchase_line.ordered,
           trade_purchase_line.received, trade_purchase_line.rejected,
           trade_purchase_line.stocked, trade_purchase_line.unit_price,
           trade_purchase_line.expected_on)
          IS DISTINCT FROM (excluded.material_id, excluded.ordered, excluded.received,
                            excluded.rejected, excluded.stocked, excluded.unit_price,
                            excluded.expected_on)
RETURNING order_id
