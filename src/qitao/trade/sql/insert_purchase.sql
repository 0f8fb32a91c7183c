-- Write a purchase order; a number that was not given is drawn.
-- index: trade_purchase_order_number_key
INSERT INTO trade_purchase_order (plant_id, partner_id, number, note, ordered_on)
VALUES (%(plant)s::bigint, %(partner)s::bigint,
        coalesce(%(number)s::text, 'PO-' || lpad(nextval('trade_purchase_number')::text, 6, '0')),
        %(note)s::text, %(ordered_on)s::date)
RETURNING id, number
