-- Write the heads of purchase orders as another system knows them.
-- index: trade_purchase_order_number_key
WITH wanted AS (
    SELECT * FROM unnest(%(numbers)s::text[], %(plants)s::bigint[], %(partners)s::bigint[],
                         %(states)s::text[], %(dates)s::date[])
        AS w (number, plant, partner, state, ordered_on)
), written AS (
    INSERT INTO trade_purchase_order (number, plant_id, partner_id, state, ordered_on)
    SELECT number, plant, partner, state, ordered_on FROM wanted ORDER BY number
    ON CONFLICT (number) DO UPDATE
        SET partner_id = excluded.partner_id, state = excluded.state,
            ordered_on = excluded.ordered_on
        WHERE (trade_purchase_order.partner_id, trade_purchase_order.state,
               trade_purchase_order.ordered_on)
              IS DISTINCT FROM (excluded.partner_id, excluded.state, excluded.ordered_on)
    RETURNING id, xmax = 0 AS fresh
)
SELECT (count(*) FILTER (WHERE fresh))::int AS created, array_agg(id) AS touched FROM written
